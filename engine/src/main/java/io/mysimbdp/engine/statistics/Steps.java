package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The equal steps that a period is drawn in: of a length that people count in, beginning at round
 * times in UTC, and not too many for a page.
 *
 * @param first when the first one begins
 * @param length of each, in whole minutes
 * @param count how many there are
 */
record Steps(Instant first, Duration length, int count) {

  private static final int MOST = 60;
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(91));

  static Steps of(Period period) {
    Duration length =
        LENGTHS.stream()
            .filter(each -> period.length().compareTo(each.multipliedBy(MOST)) <= 0)
            .findFirst()
            .orElseGet(() -> Duration.ofDays(1 + period.length().toDays() / MOST));
    long seconds = length.toSeconds();
    Instant first =
        Instant.ofEpochSecond(Math.floorDiv(period.from().getEpochSecond(), seconds) * seconds);
    long last = Duration.between(first, period.until()).minusMillis(1).toMillis();
    return new Steps(first, length, (int) (last / length.toMillis()) + 1);
  }

  Instant start(int index) {
    return first.plus(length.multipliedBy(index));
  }

  /** Returns the step of a time within the period. */
  int index(Instant at) {
    return (int) (Duration.between(first, at).toMillis() / length.toMillis());
  }
}
