package io.mysimbdp.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file of a batch.
 *
 * @param name its name
 * @param state how it ended
 * @param recordsRead records found, the rejected ones among them
 * @param rowsWritten rows acknowledged; a record may make several
 * @param rejects records that were rejected, by the dialect, the app or for what Cassandra cannot
 *     take
 * @param skipped records that the app left out on purpose
 * @param reason one sentence why it is not done; null when it is
 */
public record IngestedFile(
    String name,
    State state,
    long recordsRead,
    long rowsWritten,
    long rejects,
    long skipped,
    @Nullable String reason) {

  /** How a file can end. */
  public enum State {
    /** It was read to its end, and every record was written, rejected or skipped. */
    DONE,
    /** It cannot be ingested as a whole; a rule or the app says so. */
    REFUSED,
    /** The run failed on it, or before it. */
    FAILED,
    /** Nothing is wrong with it, but the run ended for another file, or a rule lets it wait. */
    WAITING,
    /** Its content has been ingested before; only on a Cassandra. */
    DUPLICATE
  }

  @Override
  public String toString() {
    return name
        + " is "
        + state
        + " ("
        + recordsRead
        + " read, "
        + rowsWritten
        + " rows, "
        + rejects
        + " rejects, "
        + skipped
        + " skipped)"
        + (reason == null ? "" : ": " + reason);
  }
}
