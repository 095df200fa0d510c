package io.mysimbdp.engine.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that an app has really got: what lies in a buffer before it does not count. */
final class HandedStream extends FilterInputStream {

  private final AtomicLong handed;

  HandedStream(InputStream in, AtomicLong handed) {
    super(in);
    this.handed = handed;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      handed.incrementAndGet();
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    handed.addAndGet(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    long count = super.skip(n);
    handed.addAndGet(count);
    return count;
  }
}
