package io.mysimbdp.engine.metrics;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.RunCounters;
import java.util.HashMap;
import java.util.Map;

/**
 * What batches have done, those that have ended and those under way together: it grows while they
 * run, never shrinks, and counts nothing twice. What a run takes over from one before is not
 * counted again. Safe for several threads.
 */
final class LiveCounts {

  // All guarded by this: whoever asks while a run ends finds it either here or there.
  private final Map<String, RunCounters> running = new HashMap<>();
  private Counts ended = Counts.ZERO;

  synchronized void began(String run, RunCounters counters) {
    running.put(run, counters);
  }

  /** Takes a run for ended; what its app may do from now on, abandoned, does not count. */
  synchronized void ended(String run) {
    RunCounters counters = running.remove(run);
    if (counters != null) {
      ended = ended.plus(counters.ownCounts());
    }
  }

  synchronized Counts counts() {
    Counts all = ended;
    for (RunCounters counters : running.values()) {
      all = all.plus(counters.ownCounts());
    }
    return all;
  }

  synchronized int running() {
    return running.size();
  }
}
