package io.mysimbdp.engine.run;

import io.mysimbdp.engine.share.Throttle;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Counts and throttles the bytes of a staged file as they are read, and ends with the run. */
final class CountingInputStream extends FilterInputStream {

  private final FileTally tally;
  private final RunControl control;
  private final Throttle throttle;
  private final Runnable ended;

  /**
   * Makes a stream.
   *
   * @param ended hears, each time it is found, that there are no more bytes
   */
  CountingInputStream(
      InputStream in, FileTally tally, RunControl control, Throttle throttle, Runnable ended) {
    super(in);
    this.tally = tally;
    this.control = control;
    this.throttle = throttle;
    this.ended = ended;
  }

  @Override
  public int read() throws IOException {
    control.check();
    int value = super.read();
    if (value >= 0) {
      count(1);
    } else {
      ended.run();
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    control.check();
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      count(count);
    } else if (count < 0) {
      ended.run();
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    control.check();
    long count = super.skip(n);
    // What a run before has read already is not paid for again.
    tally.bytesSkipped(count);
    return count;
  }

  private void count(long bytes) throws IOException {
    if (bytes <= 0) {
      return;
    }
    tally.bytesRead(bytes);
    try {
      throttle.bytes(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for bytes-per-second");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
