package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.log.RelayedLine;
import io.mysimbdp.engine.run.RunProgress;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What an executor tells now and then.
 *
 * @param runs how far those have come that are under way, by their ids
 * @param lines what was logged there and has not been brought yet
 */
public record ExecutorReport(Map<String, RunProgress> runs, List<RelayedLine> lines)
    implements Serializable {

  /** Copies. */
  public ExecutorReport {
    runs = Map.copyOf(runs);
    lines = List.copyOf(lines);
  }
}
