package io.mysimbdp.engine.trial;

import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.tenant.Row;
import java.util.List;

/**
 * What became of a batch in a trial.
 *
 * @param run what the engine says of it, those files among it that it would not have given to the
 *     app
 * @param rows what was written and acknowledged, in the order of the writing
 * @param rejects in the order in which they were rejected
 * @param skipped what the app has left out
 * @param activities what the app has said that it does
 */
public record TrialResult(
    RunResult run,
    List<Written> rows,
    List<Reject> rejects,
    List<Skipped> skipped,
    List<String> activities) {

  /** Copies. */
  public TrialResult {
    rows = List.copyOf(rows);
    rejects = List.copyOf(rejects);
    skipped = List.copyOf(skipped);
    activities = List.copyOf(activities);
  }

  /**
   * A row that was written.
   *
   * @param file the name of the file that it comes from
   * @param line the line that its record begins in, from 1
   */
  public record Written(String file, long line, Row row) {}

  /**
   * A record that was left out.
   *
   * @param file the name of its file
   * @param line the line that it begins in, from 1
   */
  public record Skipped(String file, long line, String reason) {}
}
