package io.mysimbdp.bulk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a frame while it is read. Nothing that it says of its own length is believed before
 * it is known to be there. For one thread.
 */
public final class FrameBody {

  private final byte[] bytes;
  private int position;

  FrameBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Tells whether there is more. */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /** Reads a whole number of 32 bits. */
  public int getInt() throws BrokenFrameException {
    need(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << 8) | (bytes[position++] & 0xff);
    }
    return value;
  }

  /** Reads a whole number of 64 bits. */
  public long getLong() throws BrokenFrameException {
    long high = (long) getInt() << 32;
    return high | (getInt() & 0xffffffffL);
  }

  /** Reads yes or no. */
  public boolean getFlag() throws BrokenFrameException {
    int value = getInt();
    if (value != 0 && value != 1) {
      throw new BrokenFrameException("Expected 0 or 1, got " + value);
    }
    return value == 1;
  }

  /** Reads a text. */
  public String getText() throws BrokenFrameException {
    int length = getInt();
    if (length < 0) {
      throw new BrokenFrameException("Expected the length of a text, got " + length);
    }
    need(length);
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** Reads texts; unmodifiable. */
  public List<String> getTexts() throws BrokenFrameException {
    int count = count();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(getText());
    }
    return List.copyOf(texts);
  }

  /** Reads whole numbers; unmodifiable. */
  public List<Integer> getInts() throws BrokenFrameException {
    int count = count();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(getInt());
    }
    return List.copyOf(values);
  }

  /** Reads how many of something follow, each of which takes four bytes at least. */
  int count() throws BrokenFrameException {
    int count = getInt();
    int most = (bytes.length - position) / Integer.BYTES;
    if (count < 0 || count > most) {
      throw new BrokenFrameException("Expected a number up to " + most + ", got " + count);
    }
    return count;
  }

  /** Returns where it is, in bytes. */
  int position() {
    return position;
  }

  /** Copies what was read since a position. */
  byte[] since(int begin) {
    return Arrays.copyOfRange(bytes, begin, position);
  }

  /** Passes bytes by. */
  void skip(int count) throws BrokenFrameException {
    need(count);
    position += count;
  }

  private void need(int more) throws BrokenFrameException {
    if (more > bytes.length - position) {
      throw new BrokenFrameException(
          "Expected " + more + " bytes, got the last " + (bytes.length - position) + " of a frame");
    }
  }
}
