package io.mysimbdp.engine.statistics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects how fast runs were, in one unit. */
final class SpeedTally {

  private long amount;
  private long millis;
  private double best;

  void add(long done, Duration took) {
    // The ledger keeps milliseconds; nothing takes no time.
    long time = Math.max(1, took.toMillis());
    amount += done;
    millis += time;
    best = Math.max(best, done * 1000.0 / time);
  }

  /** Returns the speed; null: there was no run. */
  @Nullable Speed speed() {
    return millis == 0 ? null : new Speed(amount * 1000.0 / millis, best);
  }
}
