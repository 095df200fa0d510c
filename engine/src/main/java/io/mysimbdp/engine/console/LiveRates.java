package io.mysimbdp.engine.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast rows and bytes went lately: of all, and of each tenant that was at work. Takes a few
 * kilobytes for each of those. Safe for several threads.
 */
final class LiveRates {

  /** How often a sample is taken. */
  static final Duration INTERVAL = Duration.ofSeconds(2);

  /** So many samples are what is called now. */
  private static final int NOW = 3;

  private record Total(long rows, long bytes) {

    static final Total NONE = new Total(0, 0);

    Total plus(long moreRows, long moreBytes) {
      return new Total(rows + moreRows, bytes + moreBytes);
    }
  }

  // All guarded by this.
  private final Throughput all = new Throughput(0);
  private final Map<String, Throughput> tenants = new HashMap<>();
  // What runs have done that ended since the last sample, and what those had done by then that go
  // on.
  private final Map<String, Total> ended = new HashMap<>();
  private final Map<LiveRun, Total> counted = new LinkedHashMap<>();
  private long number = -1;
  private long lastNanos;
  private Instant lastAt = Instant.EPOCH;

  LiveRates(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** A run begins. */
  synchronized void began(LiveRun run) {
    counted.put(run, Total.NONE);
  }

  /** A run that had begun has ended: what it has done since the last sample must not be lost. */
  synchronized void ended(LiveRun run) {
    Total known = counted.remove(run);
    Total before = known == null ? Total.NONE : known;
    ended.merge(
        tenant(run),
        new Total(run.rows() - before.rows, run.bytes() - before.bytes),
        (one, other) -> one.plus(other.rows, other.bytes));
  }

  /** Takes a sample. */
  synchronized void sample(Instant now, long nowNanos) {
    double seconds = (nowNanos - lastNanos) / 1e9;
    if (seconds <= 0) {
      return;
    }
    lastNanos = nowNanos;
    lastAt = now;
    number++;
    Map<String, Total> done = new HashMap<>(ended);
    ended.clear();
    for (Map.Entry<LiveRun, Total> each : counted.entrySet()) {
      LiveRun run = each.getKey();
      Total before = each.getValue();
      Total after = new Total(run.rows(), run.bytes());
      each.setValue(after);
      done.merge(
          tenant(run),
          new Total(after.rows - before.rows, after.bytes - before.bytes),
          (one, other) -> one.plus(other.rows, other.bytes));
    }
    long rows = 0;
    long bytes = 0;
    for (Map.Entry<String, Total> each : done.entrySet()) {
      Total total = each.getValue();
      tenants
          .computeIfAbsent(each.getKey(), any -> new Throughput(number))
          .add(number, total.rows / seconds, total.bytes / seconds);
      rows += total.rows;
      bytes += total.bytes;
    }
    all.add(number, rows / seconds, bytes / seconds);
    tenants.values().removeIf(each -> each.isOver(number));
  }

  private static String tenant(LiveRun run) {
    return run.run().profile().id();
  }

  /**
   * LiveRates of this moment.
   *
   * @param rows rows a second
   * @param bytes bytes of files a second
   */
  record Now(double rows, double bytes) {

    static final Now NOTHING = new Now(0, 0);
  }

  /** Returns how fast all is now. */
  synchronized Now now() {
    return now(all);
  }

  /** Returns how fast each tenant is that has done something lately. */
  synchronized Map<String, Now> tenantsNow() {
    Map<String, Now> rates = new HashMap<>();
    tenants.forEach((tenant, throughput) -> rates.put(tenant, now(throughput)));
    return rates;
  }

  private Now now(@Nullable Throughput throughput) {
    return throughput == null
        ? Now.NOTHING
        : new Now(throughput.recentRows(number, NOW), throughput.recentBytes(number, NOW));
  }

  /**
   * LiveRates of the last quarter of an hour.
   *
   * @param tenant whose; null: all together
   * @param rows rows a second of each sample, the latest last
   * @param bytes bytes of files a second
   */
  @SuppressWarnings("ArrayRecordComponent") // a fresh copy, never compared
  record Series(@Nullable String tenant, float[] rows, float[] bytes) {}

  /**
   * What the last quarter of an hour was like.
   *
   * @param end when the last sample was taken
   * @param all of all together
   * @param tenants of some of them, those that did most first
   */
  record History(Instant end, Series all, List<Series> tenants) {}

  /**
   * Returns what the last quarter of an hour was like.
   *
   * @param most of how many tenants
   */
  synchronized History history(int most) {
    List<Series> series = new ArrayList<>();
    tenants.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, Throughput> each) ->
                        each.getValue().recentRows(number, Throughput.LENGTH))
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(each -> series.add(series(each.getKey(), each.getValue())));
    return new History(lastAt, series(null, all), series);
  }

  /** Returns what the last quarter of an hour was like for one tenant; empty: it did nothing. */
  synchronized Optional<Series> history(String tenant) {
    return Optional.ofNullable(tenants.get(tenant)).map(each -> series(tenant, each));
  }

  private Series series(@Nullable String tenant, Throughput throughput) {
    int count = (int) Math.min(number + 1, Throughput.LENGTH);
    return new Series(tenant, throughput.rows(number, count), throughput.bytes(number, count));
  }
}
