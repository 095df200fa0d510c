package io.mysimbdp.engine.statistics;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Collects durations. A histogram rather than a list: it takes some 100 kB for any number of them,
 * and its percentiles are true to three digits.
 */
final class DurationTally {

  private final Histogram millis = new Histogram(3);
  private long max;

  void add(Duration duration) {
    long value = duration.toMillis();
    millis.recordValue(value);
    max = Math.max(max, value);
  }

  Durations durations() {
    return new Durations(
        millis.getTotalCount(),
        percentile(50),
        percentile(95),
        percentile(99),
        Duration.ofMillis(max));
  }

  private Duration percentile(double percent) {
    // Within its precision the histogram may name a value beyond the longest one.
    return Duration.ofMillis(Math.min(max, millis.getValueAtPercentile(percent)));
  }
}
