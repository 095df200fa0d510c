package io.mysimbdp.engine.run;

import io.mysimbdp.engine.config.TenantProfile.RejectThreshold;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Locale;

/** Ends a run that has too many rejects. Safe for several threads. */
public final class RejectLimit {

  private final RejectThreshold threshold;
  private final RunCounters counters;

  /** Makes the limit of a run. */
  public RejectLimit(RejectThreshold threshold, RunCounters counters) {
    this.threshold = threshold;
    this.counters = counters;
  }

  /** Returns one that is never passed. */
  static RejectLimit none(RunCounters counters) {
    return new RejectLimit(new RejectThreshold(Long.MAX_VALUE, 1, Long.MAX_VALUE), counters);
  }

  /**
   * To be called after each reject.
   *
   * @throws EngineException when a limit is passed; the message says which
   */
  public void check() {
    check(counters.counts(), 0);
  }

  /**
   * Does the same for a run whose records come in no order: the share counts only when it is too
   * large whatever is still to come.
   *
   * @param mostRecords how many there may be in the end
   * @throws EngineException when a limit is passed; the message says which
   */
  public void checkAhead(long mostRecords) {
    check(counters.counts(), mostRecords);
  }

  private void check(Counts counts, long mostRecords) {
    if (counts.rejects() > threshold.maxCount()) {
      throw new EngineException(
          FailureCode.TOO_MANY_REJECTS,
          counts.rejects()
              + " records are rejected, more than rejects.max-count = "
              + threshold.maxCount()
              + counters.exampleOfReject());
    }
    if (counts.recordsRead() >= threshold.minSample()
        && counts.rejects() > threshold.maxRatio() * Math.max(mostRecords, counts.recordsRead())) {
      throw new EngineException(
          FailureCode.TOO_MANY_REJECTS,
          String.format(
              Locale.ROOT,
              "%d of %d records are rejected (%.1f %%), more than rejects.max-ratio = %s%s",
              counts.rejects(),
              counts.recordsRead(),
              100.0 * counts.rejects() / counts.recordsRead(),
              threshold.maxRatio(),
              counters.exampleOfReject()));
    }
  }
}
