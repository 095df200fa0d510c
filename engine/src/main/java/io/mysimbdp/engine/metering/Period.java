package io.mysimbdp.engine.metering;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A time in which something was used.
 *
 * @param from when it begins
 * @param until when it ends; not a part of it
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
}
