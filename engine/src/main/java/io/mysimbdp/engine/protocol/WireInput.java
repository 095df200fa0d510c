package io.mysimbdp.engine.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a frame while it is read. Nothing that it says of its own length is believed before
 * it is known to be there. For one thread.
 */
public final class WireInput {

  private final byte[] bytes;
  private int position;

  WireInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a byte, from 0 to 255. */
  public int get() throws ProtocolException {
    need(1);
    return bytes[position++] & 0xff;
  }

  /** Reads yes or no. */
  public boolean getFlag() throws ProtocolException {
    int value = get();
    if (value > 1) {
      throw new ProtocolException("Expected 0 or 1, got " + value);
    }
    return value == 1;
  }

  /** Reads a whole number of 32 bits. */
  public int getInt() throws ProtocolException {
    need(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << 8) | (bytes[position++] & 0xff);
    }
    return value;
  }

  /** Reads a whole number of 64 bits. */
  public long getLong() throws ProtocolException {
    long high = (long) getInt() << 32;
    return high | (getInt() & 0xffffffffL);
  }

  /** Reads one of an enumeration's values by its place. */
  public <T> T oneOf(T[] values) throws ProtocolException {
    int index = get();
    if (index >= values.length) {
      throw new ProtocolException("Expected one of " + Arrays.toString(values) + ", got " + index);
    }
    return values[index];
  }

  /** Reads a text. */
  public String getText() throws ProtocolException {
    String text = getTextOrNull();
    if (text == null) {
      throw new ProtocolException("Expected a text, got none");
    }
    return text;
  }

  /** Reads a text or null. */
  public @Nullable String getTextOrNull() throws ProtocolException {
    int length = length();
    if (length < 0) {
      return null;
    }
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** Reads texts; unmodifiable. */
  public List<String> getTexts() throws ProtocolException {
    int count = count();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(getText());
    }
    return List.copyOf(texts);
  }

  /** Reads bytes. */
  public byte[] getBytes() throws ProtocolException {
    ByteBuffer buffer = getBuffer();
    if (buffer == null) {
      throw new ProtocolException("Expected bytes, got none");
    }
    byte[] content = new byte[buffer.remaining()];
    buffer.get(content);
    return content;
  }

  /** Reads a buffer or null; it shares the memory of the frame. */
  public @Nullable ByteBuffer getBuffer() throws ProtocolException {
    int length = length();
    if (length < 0) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, position, length).slice();
    position += length;
    return buffer;
  }

  /** Reads buffers, each of which may be null. */
  public List<@Nullable ByteBuffer> getBuffers() throws ProtocolException {
    int count = count();
    List<@Nullable ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buffers.add(getBuffer());
    }
    return buffers;
  }

  /** Reads how many of something follow, each of which takes a byte at least. */
  public int count() throws ProtocolException {
    int count = getInt();
    if (count < 0 || count > bytes.length - position) {
      throw new ProtocolException(
          "Expected a number up to the " + (bytes.length - position) + " bytes left, got " + count);
    }
    return count;
  }

  /** Tells whether there is more. */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /** Reads a length; -1 stands for null. */
  private int length() throws ProtocolException {
    int length = getInt();
    if (length < -1) {
      throw new ProtocolException("Expected a length, got " + length);
    }
    need(length);
    return length;
  }

  private void need(int more) throws ProtocolException {
    if (more > bytes.length - position) {
      throw new ProtocolException(
          "Expected " + more + " bytes, got the last " + (bytes.length - position) + " of a frame");
    }
  }
}
