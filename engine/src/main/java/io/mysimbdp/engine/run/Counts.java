package io.mysimbdp.engine.run;

import java.io.Serializable;

/**
 * What was done with a file, a batch, or more.
 *
 * @param recordsRead records found, the rejected ones among them
 * @param rowsWritten rows acknowledged by Cassandra; a record may make several
 * @param rejects records that could not be ingested
 * @param skipped records that the app left out on purpose
 * @param bytes bytes of staged files read, before decompression
 */
public record Counts(long recordsRead, long rowsWritten, long rejects, long skipped, long bytes)
    implements Serializable {

  /** Nothing. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  /** Returns the sums. */
  public Counts plus(Counts other) {
    return new Counts(
        recordsRead + other.recordsRead,
        rowsWritten + other.rowsWritten,
        rejects + other.rejects,
        skipped + other.skipped,
        bytes + other.bytes);
  }
}
