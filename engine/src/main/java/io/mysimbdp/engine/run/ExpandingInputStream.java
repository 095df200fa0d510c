package io.mysimbdp.engine.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what comes out of a compressed file, and ends when it is too much. */
final class ExpandingInputStream extends FilterInputStream {

  private final FileGate gate;
  private long expandedBytes;

  ExpandingInputStream(InputStream in, FileGate gate) {
    super(in);
    this.gate = gate;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) {
    expandedBytes += bytes;
    gate.expanded(expandedBytes);
  }
}
