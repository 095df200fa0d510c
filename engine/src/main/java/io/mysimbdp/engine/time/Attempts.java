package io.mysimbdp.engine.time;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The attempts at one thing, for a bounded time with growing waits. For one thread. */
public final class Attempts {

  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Duration patience;
  private final long beginNanos;
  private int failed;

  /**
   * Begins the first one.
   *
   * @param backoff the waits between attempts
   * @param nanoTime a monotonic clock
   * @param patience how long all may take together, waits included
   */
  public Attempts(Backoff backoff, LongSupplier nanoTime, Duration patience) {
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.beginNanos = nanoTime.getAsLong();
  }

  /** One has failed; returns how long to wait before the next one, or nothing when it is over. */
  public Optional<Duration> nextWait() {
    failed++;
    Duration wait = backoff.after(failed);
    Duration spent = Duration.ofNanos(nanoTime.getAsLong() - beginNanos);
    return spent.plus(wait).compareTo(patience) > 0 ? Optional.empty() : Optional.of(wait);
  }

  /** Returns how many have failed. */
  public int failed() {
    return failed;
  }
}
