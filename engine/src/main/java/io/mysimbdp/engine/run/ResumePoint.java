package io.mysimbdp.engine.run;

import java.io.Serializable;

/**
 * Where the records of a file begin that are not durable yet: every record before it is rejected,
 * skipped, or acknowledged with all of its rows.
 *
 * @param byteOffset in the file after expanding, from 0
 * @param line from 1
 * @param counts what was made of the records before
 */
public record ResumePoint(long byteOffset, long line, Counts counts) implements Serializable {

  /** Checks. */
  public ResumePoint {
    if (byteOffset < 0 || line < 1) {
      throw new IllegalArgumentException("No place in a file: " + byteOffset + ", line " + line);
    }
  }
}
