package io.mysimbdp.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A stretch of time.
 *
 * @param from the first instant
 * @param until the first instant that does not belong to it; from itself: it is empty
 */
public record Period(Instant from, Instant until) {

  /** Checks. */
  public Period {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("A period from " + from + " until " + until);
    }
  }

  /** Returns a calendar month in UTC. */
  public static Period of(YearMonth month) {
    return new Period(
        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Tells whether a time is part of it. */
  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
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
