package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.log.RelayedLine;
import io.mysimbdp.engine.run.RunProgress;
import io.mysimbdp.engine.run.RunResult;
import java.io.Serializable;
import java.util.List;

/**
 * The end of a run on an executor.
 *
 * @param result what became of it
 * @param progress how far it has come in the end
 * @param lines what was logged there and has not been brought yet
 */
public record RunEnd(RunResult result, RunProgress progress, List<RelayedLine> lines)
    implements Serializable {

  /** Copies. */
  public RunEnd {
    lines = List.copyOf(lines);
  }
}
