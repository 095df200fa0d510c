package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import java.util.List;

/** Hears of the runs of a pass, for logs and progress. Called on several threads. */
public interface PassListener {

  /** A run begins; its counters are kept up to date while it goes on. */
  default void began(Run run, RunCounters counters) {}

  /** A run has ended. */
  default void ended(Run run, RunCounters counters, RunResult result) {}

  /**
   * What has become of staged files is known, with a run or without. Each file is told of once for
   * each time that it is decided on; those that have to wait as well.
   *
   * @param outcomes at least one
   */
  default void concluded(String tenant, List<FileOutcome> outcomes) {}

  /**
   * A file is done and charged.
   *
   * @param steps what that does to the tenant's quotas; at least one
   */
  default void charged(String tenant, String runId, List<QuotaStep> steps) {}

  /**
   * The circuit breaker has suspended a tenant.
   *
   * @param runId the last of the runs that failed
   * @param why a sentence
   */
  default void suspended(String tenant, String runId, String why) {}

  /** A run has come to a step. */
  default void reached(Step step) {}

  /** A staged file was judged without a run. */
  default void judged(String tenant, FileOutcome outcome) {}

  /**
   * Staged files have to wait, all for the same reason; there may be thousands of them.
   *
   * @param outcomes at least one
   */
  default void deferred(String tenant, List<FileOutcome> outcomes) {}
}
