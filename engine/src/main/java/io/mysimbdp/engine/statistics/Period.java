package io.mysimbdp.engine.statistics;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time. A file belongs to it by when it ended, a run with those of its files that
 * ended therein.
 *
 * @param from the first instant
 * @param until the first instant that does not belong to it
 */
public record Period(Instant from, Instant until) {

  /** Checks. */
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("A period from " + from + " until " + until);
    }
  }

  /** Returns how long it is. */
  public Duration length() {
    return Duration.between(from, until);
  }

  /** Returns the period of the same length that ends where this one begins. */
  public Period before() {
    return new Period(from.minus(length()), from);
  }
}
