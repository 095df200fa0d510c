package io.mysimbdp.engine.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a staged file as they are read, and ends when the run does. */
final class CountingInputStream extends FilterInputStream {

  private final FileTally tally;
  private final RunControl control;

  CountingInputStream(InputStream in, FileTally tally, RunControl control) {
    super(in);
    this.tally = tally;
    this.control = control;
  }

  @Override
  public int read() throws IOException {
    control.check();
    int value = super.read();
    if (value >= 0) {
      tally.bytesRead(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    control.check();
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      tally.bytesRead(count);
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    control.check();
    long count = super.skip(n);
    tally.bytesRead(count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
