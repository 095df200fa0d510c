package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much lay in Cassandra, and for how long. Each run has an estimate at its end, which is taken
 * to hold until the next one; what was there before the first of all is not known and counts as
 * nothing.
 *
 * @param lastBytes the last estimate; null: there is none
 * @param byteMillis bytes times the milliseconds that they lay there
 */
record StoredVolume(@Nullable Long lastBytes, BigDecimal byteMillis) {

  /**
   * Sums up.
   *
   * @param records those of the period, by the time of their ends
   * @param now nothing is known of what comes later
   */
  static StoredVolume of(Books books, List<UsageRecord> records, Instant now) {
    Period period = books.period();
    Long bytes = books.storedBefore();
    Instant since = period.from();
    BigDecimal sum = BigDecimal.ZERO;
    for (UsageRecord each : records) {
      if (each.storedBytes() != null) {
        sum = sum.add(between(since, each.endedAt(), bytes));
        bytes = each.storedBytes();
        since = each.endedAt();
      }
    }
    Instant end = now.isBefore(period.until()) ? now : period.until();
    return new StoredVolume(bytes, sum.add(between(since, end, bytes)));
  }

  private static BigDecimal between(Instant from, Instant until, @Nullable Long bytes) {
    return bytes == null || !from.isBefore(until)
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(bytes)
            .multiply(BigDecimal.valueOf(Duration.between(from, until).toMillis()));
  }
}
