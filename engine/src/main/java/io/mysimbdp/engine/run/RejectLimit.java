package io.mysimbdp.engine.run;

import io.mysimbdp.engine.config.TenantProfile.RejectThreshold;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Locale;

/** Ends a run that has too many rejects. Safe for several threads. */
final class RejectLimit {

  private final RejectThreshold threshold;
  private final RunCounters counters;

  RejectLimit(RejectThreshold threshold, RunCounters counters) {
    this.threshold = threshold;
    this.counters = counters;
  }

  /**
   * To be called after each reject.
   *
   * @throws EngineException when a limit is passed; the message says which
   */
  void check() {
    Counts counts = counters.counts();
    if (counts.rejects() > threshold.maxCount()) {
      throw new EngineException(
          FailureCode.TOO_MANY_REJECTS,
          counts.rejects()
              + " records are rejected, more than rejects.max-count = "
              + threshold.maxCount()
              + counters.exampleOfReject());
    }
    if (counts.recordsRead() >= threshold.minSample()
        && counts.rejects() > threshold.maxRatio() * counts.recordsRead()) {
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
