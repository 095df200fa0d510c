package io.mysimbdp.engine.run;

import java.io.Serializable;

/**
 * One of several parts of a file that are run at the same time, each by a run of its own, and that
 * become one file again before anybody hears of them.
 *
 * @param wholeRunId the run that they all belong to
 * @param number from 1, in the order of the file
 * @param endOffset where the part ends: the first byte of a record behind it, or the size of the
 *     file
 * @param lastWriteMicros the latest write time that its rows may have, in microseconds since 1970:
 *     those of the next part are later
 */
public record FilePart(String wholeRunId, int number, long endOffset, long lastWriteMicros)
    implements Serializable {

  /** Checks. */
  public FilePart {
    if (number < 1 || endOffset < 0) {
      throw new IllegalArgumentException("No part of a file: " + number + ", to " + endOffset);
    }
  }
}
