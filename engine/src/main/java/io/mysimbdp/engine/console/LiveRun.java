package io.mysimbdp.engine.console;

import io.mysimbdp.engine.run.ProgressMeter;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import java.time.Duration;

/** A run that is under way, and how fast it has been of late. Safe for several threads. */
final class LiveRun {

  private final Run run;
  private final RunCounters counters;
  private final long beganNanos;
  private final ProgressMeter meter;

  LiveRun(Run run, RunCounters counters, long nowNanos) {
    this.run = run;
    this.counters = counters;
    this.beganNanos = nowNanos;
    this.meter = new ProgressMeter(run.totalBytes(), nowNanos);
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

  /** Returns how long it has been running. */
  Duration age(long nowNanos) {
    return Duration.ofNanos(nowNanos - beganNanos);
  }

  /** Returns how far it has come; to be asked at regular intervals, whoever wants to know. */
  ProgressMeter.Reading progress(long nowNanos) {
    return meter.read(counters.counts(), counters.ownCounts(), nowNanos);
  }
}
