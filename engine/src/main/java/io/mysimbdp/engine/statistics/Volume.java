package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;

/**
 * Files, and what was made of them.
 *
 * @param files how many; one that ended several times counts each time
 * @param bytes their size as staged
 * @param records records read, the rejected ones among them
 * @param rows rows acknowledged by Cassandra
 * @param rejects records that could not be ingested
 * @param skipped records that the app left out on purpose
 */
public record Volume(long files, long bytes, long records, long rows, long rejects, long skipped) {

  /** Nothing. */
  public static final Volume ZERO = new Volume(0, 0, 0, 0, 0, 0);

  static Volume of(EndedFile file) {
    return new Volume(
        1,
        file.sizeBytes(),
        file.counts().recordsRead(),
        file.counts().rowsWritten(),
        file.counts().rejects(),
        file.counts().skipped());
  }

  /** Returns the sums. */
  public Volume plus(Volume other) {
    return new Volume(
        files + other.files,
        bytes + other.bytes,
        records + other.records,
        rows + other.rows,
        rejects + other.rejects,
        skipped + other.skipped);
  }
}
