package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;

/** Executes runs, here or elsewhere. Safe for several threads. */
public interface Worker {

  /**
   * Executes a run and waits for its end, which the run's time limit bounds.
   *
   * @param run the batch
   * @param stop cancels the run when it is tripped
   * @param counters is kept up to date while the run goes on
   * @return what became of it; a failure of the app or of Cassandra is a result, never an exception
   */
  RunResult execute(Run run, StopSignal stop, RunCounters counters);
}
