package io.mysimbdp.engine.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A moving window over a stream: the bytes from a mark on are kept, those before it may go. Grows
 * only as far as it is asked to. Not safe for several threads.
 */
final class ByteWindow {

  private static final int CHUNK_BYTES = 1 << 16;

  private final InputStream in;
  private byte[] bytes = new byte[CHUNK_BYTES];
  private int mark;
  private int limit;
  // The offset in the stream of bytes[0].
  private long base;
  private boolean ended;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /**
   * Returns the bytes; those from {@link #mark} up to {@link #limit} are valid until {@link #more}.
   */
  byte[] bytes() {
    return bytes;
  }

  int mark() {
    return mark;
  }

  int limit() {
    return limit;
  }

  /** Returns the offset in the file of the mark. */
  long markOffset() {
    return base + mark;
  }

  /** Lets go of the bytes before this index. */
  void advance(int toIndex) {
    mark = toIndex;
  }

  /**
   * Moves the mark forward to an offset in the stream, without keeping what lies between.
   *
   * @throws EOFException when the stream ends before it
   */
  void skipTo(long offset) throws IOException {
    if (offset < markOffset()) {
      throw new IllegalArgumentException(offset + " lies before " + markOffset());
    }
    if (offset <= base + limit) {
      mark = (int) (offset - base);
      return;
    }
    in.skipNBytes(offset - base - limit);
    base = offset;
    mark = 0;
    limit = 0;
  }

  /**
   * Reads more behind the limit. Indexes may shift: compute them anew from {@link #mark}.
   *
   * @return false at the end of the stream
   */
  boolean more() throws IOException {
    if (ended) {
      return false;
    }
    if (mark > 0 && limit == bytes.length) {
      System.arraycopy(bytes, mark, bytes, 0, limit - mark);
      base += mark;
      limit -= mark;
      mark = 0;
    }
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int count = in.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      ended = true;
      return false;
    }
    limit += count;
    return true;
  }

  void close() throws IOException {
    in.close();
  }
}
