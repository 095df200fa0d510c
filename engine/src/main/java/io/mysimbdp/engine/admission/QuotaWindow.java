package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.Limits.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant has used of one quota within a window that rolls with the clock. Not safe for
 * several threads.
 *
 * <p>A sliding log: each charge counts until it is as old as the window is long, to the instant. So
 * no window of that length ever holds more than the quota, which fixed windows cannot promise: a
 * tenant could use up the end of one and the beginning of the next. Charges are one a run, so the
 * log is short.
 */
final class QuotaWindow {

  private final String name;
  private final Quota quota;
  private final Optional<Duration> length;
  private final Deque<Charge> charges = new ArrayDeque<>();
  private final Map<Measure, Long> used = new EnumMap<>(Measure.class);

  /**
   * Makes a window.
   *
   * @param name its key below {@code limits}
   * @param length how long a charge counts; empty: as long as this lives
   */
  QuotaWindow(String name, Quota quota, Optional<Duration> length, List<Charge> history) {
    this.name = name;
    this.quota = quota;
    this.length = length;
    List<Charge> sorted = new ArrayList<>(history);
    sorted.sort(Comparator.comparing(Charge::at));
    sorted.forEach(this::add);
  }

  String name() {
    return name;
  }

  boolean isOfPass() {
    return length.isEmpty();
  }

  boolean isLimited() {
    return quota.isLimited();
  }

  long limit(Measure measure) {
    return measure.of(quota);
  }

  /** Adds a charge; charges come in the order of their times, but for those of concurrent runs. */
  void add(Charge charge) {
    if (length.isPresent()) {
      charges.addLast(charge);
    }
    count(charge, 1);
  }

  /** Returns what counts at a time. */
  long used(Measure measure, Instant now) {
    length.ifPresent(window -> forgetUntil(now.minus(window)));
    return used.getOrDefault(measure, 0L);
  }

  /**
   * Returns when an amount will fit, if nothing else is used; empty: no charge will go by itself.
   *
   * @param amount at most the limit
   */
  Optional<Instant> fitsAt(Measure measure, long amount, Instant now) {
    if (length.isEmpty()) {
      return Optional.empty();
    }
    long over = used(measure, now) + amount - limit(measure);
    List<Charge> byAge = new ArrayList<>(charges);
    byAge.sort(Comparator.comparing(Charge::at));
    for (Charge charge : byAge) {
      over -= measure.of(charge);
      if (over <= 0) {
        return Optional.of(charge.at().plus(length.get()));
      }
    }
    return Optional.empty();
  }

  private void forgetUntil(Instant end) {
    while (!charges.isEmpty() && !charges.getFirst().at().isAfter(end)) {
      count(charges.removeFirst(), -1);
    }
  }

  private void count(Charge charge, int sign) {
    for (Measure measure : Measure.values()) {
      used.merge(measure, sign * measure.of(charge), Long::sum);
    }
  }
}
