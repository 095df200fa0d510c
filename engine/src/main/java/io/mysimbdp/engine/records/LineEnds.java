package io.mysimbdp.engine.records;

import java.io.IOException;

/** Finds out how the lines of a file end. */
final class LineEnds {

  /** Looking further would only matter for a file whose first line is longer than this. */
  private static final int LOOKED_AT_BYTES = 1 << 20;

  private LineEnds() {}

  /**
   * Returns the byte that ends a line: CR when the first line ends in a CR without LF behind it; LF
   * otherwise, with or without a CR before it.
   */
  static byte detect(ByteWindow window) throws IOException {
    int i = 0;
    while (i < LOOKED_AT_BYTES) {
      if (window.mark() + i >= window.limit() && !window.more()) {
        return '\n';
      }
      byte b = window.bytes()[window.mark() + i];
      if (b == '\n') {
        return '\n';
      }
      if (b == '\r') {
        boolean last = window.mark() + i + 1 >= window.limit() && !window.more();
        return last || window.bytes()[window.mark() + i + 1] != '\n' ? (byte) '\r' : (byte) '\n';
      }
      i++;
    }
    return '\n';
  }
}
