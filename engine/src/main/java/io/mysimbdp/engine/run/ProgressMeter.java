package io.mysimbdp.engine.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How fast something gets on, by what it has done in the last ten seconds: what was before that
 * says little about how long it will take. Safe for several threads.
 */
public final class ProgressMeter {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** However often somebody asks, no more is kept than this makes of the window. */
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(100);

  private final long totalBytes;
  // Guarded by this.
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long rows, long bytes) {}

  /**
   * Begins to measure.
   *
   * @param totalBytes how much there is to do
   * @param nowNanos of a monotonic clock
   */
  public ProgressMeter(long totalBytes, long nowNanos) {
    this.totalBytes = totalBytes;
    samples.add(new Sample(nowNanos, 0, 0));
  }

  /**
   * How something stands.
   *
   * @param counts what is done
   * @param totalBytes how much there is to do
   * @param left how long it will take; null: nobody knows
   */
  public record Reading(
      Counts counts,
      long totalBytes,
      double rowsPerSecond,
      double bytesPerSecond,
      @Nullable Duration left) {

    /** Returns the share that is done, from 0 to 1. */
    public double share() {
      return totalBytes <= 0 ? 0 : Math.min(1.0, (double) counts.bytes() / totalBytes);
    }
  }

  /**
   * Takes in what is done by now.
   *
   * @param counts all of it
   * @param own of it what was done since it was begun to measure
   */
  public synchronized Reading read(Counts counts, Counts own, long nowNanos) {
    // The last one before the window is where it begins.
    while (samples.size() > 1 && nowNanos - second().nanos >= WINDOW.toNanos()) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    if (nowNanos - samples.getLast().nanos >= BETWEEN_SAMPLES.toNanos()) {
      samples.addLast(new Sample(nowNanos, own.rowsWritten(), own.bytes()));
    }
    double seconds = Math.max((nowNanos - first.nanos) / 1e9, 1e-3);
    double bytesPerSecond = (own.bytes() - first.bytes) / seconds;
    long bytesLeft = Math.max(0, totalBytes - counts.bytes());
    return new Reading(
        counts,
        totalBytes,
        (own.rowsWritten() - first.rows) / seconds,
        bytesPerSecond,
        bytesPerSecond < 1 ? null : Duration.ofMillis((long) (1e3 * bytesLeft / bytesPerSecond)));
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }
}
