package io.mysimbdp.engine.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that an app has really got: what lies in a buffer before it does not count, and
 * what is read again after a {@link #reset} counts once.
 */
final class HandedStream extends FilterInputStream {

  private final AtomicLong handed;
  // Guarded by this.
  private long position;
  private long marked;
  private long furthest;

  HandedStream(InputStream in, AtomicLong handed) {
    super(in);
    this.handed = handed;
  }

  @Override
  public synchronized int read() throws IOException {
    int value = super.read();
    advance(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    advance(Math.max(0, count));
    return count;
  }

  @Override
  public synchronized long skip(long n) throws IOException {
    long count = super.skip(n);
    advance(count);
    return count;
  }

  @Override
  public synchronized void mark(int limit) {
    super.mark(limit);
    marked = position;
  }

  @Override
  public synchronized void reset() throws IOException {
    super.reset();
    position = marked;
  }

  private void advance(long bytes) {
    position += bytes;
    if (position > furthest) {
      handed.addAndGet(position - furthest);
      furthest = position;
    }
  }
}
