package io.mysimbdp.engine.run;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How far a run has come, at one moment.
 *
 * @param counts what has been done, with what a run before has done where this one goes on
 * @param ownCounts what this run has done itself
 * @param positions up to where each file is durable, by its name; files that cannot resume are not
 *     there
 * @param lastWriteMicros the write time of the latest row, in microseconds since 1970; 0: none yet
 * @param readingTimes for how long each file was read that has come to its end, by its name
 * @param activity what the app says it is doing; empty when it has said nothing
 */
public record RunProgress(
    Counts counts,
    Counts ownCounts,
    Map<String, DurablePosition> positions,
    long lastWriteMicros,
    Map<String, Duration> readingTimes,
    String activity)
    implements Serializable {

  /** Nothing is done. */
  public static final RunProgress NONE =
      new RunProgress(Counts.ZERO, Counts.ZERO, Map.of(), 0, Map.of(), "");

  /** Copies. */
  public RunProgress {
    positions = Map.copyOf(positions);
    readingTimes = Map.copyOf(readingTimes);
  }
}
