package io.mysimbdp.engine.time;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Growing waits between attempts, with full jitter, as in M. Brooker, "Exponential Backoff And
 * Jitter" (AWS Architecture Blog, 2015): the n-th wait is uniform in [0, min(cap, base · 2^n)), but
 * at least a tenth of that, so that a busy server gets some rest.
 */
public final class Backoff {

  private final Duration base;
  private final Duration cap;
  private final DoubleSupplier random;

  /**
   * Makes the waits between attempts at a request to Cassandra: from 50 ms to 5 s.
   *
   * @param random uniform in [0, 1)
   */
  public static Backoff forRequests(DoubleSupplier random) {
    return new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), random);
  }

  /**
   * Makes a schedule of waits.
   *
   * @param random uniform in [0, 1)
   */
  public Backoff(Duration base, Duration cap, DoubleSupplier random) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /**
   * Returns how long to wait.
   *
   * @param attempt how many attempts have failed so far, from 1
   */
  public Duration after(int attempt) {
    int doublings = Math.min(attempt - 1, 20);
    long ceiling = Math.min(cap.toNanos(), base.toNanos() << doublings);
    long floor = ceiling / 10;
    return Duration.ofNanos(floor + (long) ((ceiling - floor) * random.getAsDouble()));
  }
}
