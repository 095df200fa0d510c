package io.mysimbdp.engine.trial;

/**
 * What is to go wrong in a trial. Rows and records are counted from 1; {@link #NEVER} lets it be.
 *
 * @param cancelBehindRecord the run is cancelled when the app has got this many records and asks
 *     for the next one
 * @param failAtRow writing fails for good with this row, as when Cassandra is away for too long
 * @param refuseRow Cassandra refuses this one row, as one that is too large
 */
public record TrialFaults(long cancelBehindRecord, long failAtRow, long refuseRow) {

  /** What does not happen. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Nothing goes wrong. */
  public static final TrialFaults NONE = new TrialFaults(NEVER, NEVER, NEVER);

  /** Checks. */
  public TrialFaults {
    if (cancelBehindRecord < 0) {
      throw new IllegalArgumentException(
          "Expected a number of records of at least 0, got " + cancelBehindRecord);
    }
    if (failAtRow < 1 || refuseRow < 1) {
      throw new IllegalArgumentException(
          "Rows are counted from 1, got " + Math.min(failAtRow, refuseRow));
    }
  }
}
