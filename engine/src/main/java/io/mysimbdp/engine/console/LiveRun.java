package io.mysimbdp.engine.console;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A run that is under way, and how fast it has been of late. Safe for several threads. */
final class LiveRun {

  /** So many samples say how fast it is now; the last twenty seconds or so. */
  private static final int SAMPLES = 10;

  private record Sample(long nanos, long rows, long bytes) {}

  private final Run run;
  private final RunCounters counters;
  private final long beganNanos;
  // Guarded by this.
  private final Deque<Sample> samples = new ArrayDeque<>();

  LiveRun(Run run, RunCounters counters, long nowNanos) {
    this.run = run;
    this.counters = counters;
    this.beganNanos = nowNanos;
    samples.add(new Sample(nowNanos, 0, 0));
  }

  Run run() {
    return run;
  }

  RunCounters counters() {
    return counters;
  }

  /** Returns the rows that this run has written, and not those that it goes on from. */
  long rows() {
    return counters.ownCounts().rowsWritten();
  }

  /** Returns the bytes of files that this run has read. */
  long bytes() {
    return counters.ownCounts().bytes();
  }

  /** Notes how far it has come. */
  synchronized void sample(long nowNanos) {
    samples.addLast(new Sample(nowNanos, rows(), bytes()));
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
  }

  /**
   * How far it has come.
   *
   * @param age how long it has been running
   * @param fraction how much of its bytes is read, from 0 to 1
   * @param counts what it has done
   * @param rowsPerSecond how fast it is now
   * @param bytesPerSecond how fast it reads now
   * @param secondsLeft how long it will take from now on at this rate; negative: that cannot be
   *     said
   */
  record Progress(
      Duration age,
      double fraction,
      Counts counts,
      double rowsPerSecond,
      double bytesPerSecond,
      double secondsLeft) {}

  synchronized Progress progress(long nowNanos) {
    Sample first = samples.getFirst();
    // Over less than a second, a rate would be noise.
    double seconds = Math.max(1, (nowNanos - first.nanos) / 1e9);
    double rowRate = (rows() - first.rows) / seconds;
    double byteRate = (bytes() - first.bytes) / seconds;
    long total = totalBytes();
    long done = Math.min(total, counters.counts().bytes());
    return new Progress(
        Duration.ofNanos(nowNanos - beganNanos),
        total == 0 ? 0 : (double) done / total,
        counters.counts(),
        rowRate,
        byteRate,
        byteRate > 0 ? (total - done) / byteRate : -1);
  }

  long totalBytes() {
    return run.files().stream().mapToLong(RunFile::sizeBytes).sum();
  }
}
