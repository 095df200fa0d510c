package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.share.TenantMeter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that is measured under one label of a tenant. Safe for several threads.
 *
 * <p>What is called for each request costs a histogram's count, without memory or a lock; what runs
 * count themselves is only asked for when somebody wants to know.
 */
final class TenantMeters implements TenantMeter {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final MeterRegistry registry;
  private final String label;
  private final List<Meter> meters = new CopyOnWriteArrayList<>();
  private final LiveCounts counts = new LiveCounts();
  private final LongAdder retries = new LongAdder();
  private final LongAdder permitNanos = new LongAdder();
  private final LongAdder throttledNanos = new LongAdder();
  private final LongAdder rounds = new LongAdder();
  private final LongAdder roundNanos = new LongAdder();
  private final AtomicLong lastDone = new AtomicLong();
  // By tenant, for several may share the label.
  private final Map<String, Integer> failedInARow = new ConcurrentHashMap<>();
  private final Map<FileOutcome.State, Counter> files = new EnumMap<>(FileOutcome.State.class);
  private final Counter deferrals;
  private final Counter succeeded;
  private final Counter failed;
  private final Timer batchDuration;
  private final Timer fileDuration;
  private final Timer writeLatency;
  // Both guarded by this.
  private final Map<FailureCode, Counter> failures = new EnumMap<>(FailureCode.class);
  private boolean gone;

  /**
   * Makes the meters of a label.
   *
   * @param permits the permits of those who have the label, for as long as they have any
   */
  TenantMeters(MeterRegistry registry, String label, Supplier<List<PermitAccount>> permits) {
    this.registry = registry;
    this.label = label;
    for (FileOutcome.State state : FileOutcome.State.values()) {
      if (isEnd(state)) {
        files.put(state, kept(Metric.FILES.counter(registry, label, word(state))));
      }
    }
    // From the beginning, for Prometheus sees no increase in what begins with its first failure.
    failures.put(FailureCode.INTERNAL, failuresOf(FailureCode.INTERNAL));
    this.deferrals = kept(Metric.DEFERRALS.counter(registry, label));
    this.succeeded = kept(Metric.BATCHES.counter(registry, label, "succeeded"));
    this.failed = kept(Metric.BATCHES.counter(registry, label, "failed"));
    this.batchDuration = kept(Metric.BATCH_DURATION.timer(registry, label));
    this.fileDuration = kept(Metric.FILE_DURATION.timer(registry, label));
    this.writeLatency = kept(Metric.WRITE_LATENCY.timer(registry, label));
    count(Metric.RECORDS, Counts::recordsRead);
    count(Metric.ROWS, Counts::rowsWritten);
    count(Metric.REJECTS, Counts::rejects);
    count(Metric.SKIPPED, Counts::skipped);
    count(Metric.READ, Counts::bytes);
    kept(Metric.WRITE_RETRIES.counter(registry, retries, LongAdder::sum, label));
    kept(Metric.PERMIT_WAIT.counter(registry, permitNanos, TenantMeters::seconds, label));
    kept(Metric.THROTTLED.counter(registry, throttledNanos, TenantMeters::seconds, label));
    kept(Metric.ROUNDS.counter(registry, rounds, LongAdder::sum, label));
    kept(Metric.ROUND_TIME.counter(registry, roundNanos, TenantMeters::seconds, label));
    gauge(Metric.BATCHES_RUNNING, counts::running);
    gauge(Metric.LAST_DONE, lastDone::get);
    gauge(
        Metric.FAILED_IN_A_ROW,
        () -> failedInARow.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    gauge(Metric.REQUESTS_IN_FLIGHT, () -> sum(permits, PermitAccount::inFlight));
    gauge(Metric.REQUESTS_WAITING, () -> sum(permits, PermitAccount::waiting));
    gauge(Metric.REQUESTS_LIMIT, () -> sum(permits, PermitAccount::cap));
  }

  private static boolean isEnd(FileOutcome.State state) {
    return switch (state) {
      case DONE, DUPLICATE, REFUSED, FAILED -> true;
      case DEFERRED, WAITING -> false;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }

  private void count(Metric metric, ToLongFunction<Counts> part) {
    kept(metric.counter(registry, counts, all -> part.applyAsLong(all.counts()), label));
  }

  private void gauge(Metric metric, Supplier<Number> value) {
    kept(metric.gauge(registry, value, label));
  }

  private static double seconds(LongAdder nanos) {
    return nanos.sum() / NANOS_PER_SECOND;
  }

  private static long sum(
      Supplier<List<PermitAccount>> permits, ToLongFunction<PermitAccount> part) {
    return permits.get().stream().mapToLong(part).sum();
  }

  LiveCounts counts() {
    return counts;
  }

  /**
   * Notes that a batch has ended.
   *
   * @param code why it failed; null: it did not
   * @param isOfUse whether it has brought a file to its end
   * @param nanos how long it took, in nanoseconds
   */
  void batch(String tenant, @Nullable FailureCode code, boolean isOfUse, long nanos) {
    batchDuration.record(nanos, TimeUnit.NANOSECONDS);
    if (code == null) {
      succeeded.increment();
    } else {
      failed.increment();
      count(code);
    }
    // Counted as the circuit breaker does, which suspends the tenant for it.
    if (isOfUse) {
      failedInARow.remove(tenant);
    } else if (code != null
        && (code.owner() == Owner.TENANT_CODE || code.owner() == Owner.TENANT_DATA)) {
      failedInARow.merge(tenant, 1, Integer::sum);
    }
  }

  private synchronized void count(FailureCode code) {
    // A batch may end after its tenant has gone, whose series must not come back with it.
    if (!gone) {
      failures.computeIfAbsent(code, this::failuresOf).increment();
    }
  }

  private Counter failuresOf(FailureCode code) {
    return kept(Metric.BATCH_FAILURES.counter(registry, label, word(code.owner()), word(code)));
  }

  void fileRead(long nanos) {
    fileDuration.record(nanos, TimeUnit.NANOSECONDS);
  }

  void file(FileOutcome.State state, Instant now) {
    if (state == FileOutcome.State.DEFERRED) {
      deferrals.increment();
    }
    Counter counter = files.get(state);
    if (counter != null) {
      counter.increment();
    }
    if (state == FileOutcome.State.DONE) {
      lastDone.accumulateAndGet(now.getEpochSecond(), Math::max);
    }
  }

  @Override
  public void wrote(long nanos) {
    writeLatency.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void tookIn(long nanos) {
    rounds.increment();
    roundNanos.add(nanos);
  }

  @Override
  public void retried() {
    retries.increment();
  }

  @Override
  public void waitedForPermit(long nanos) {
    permitNanos.add(nanos);
  }

  @Override
  public void throttled(long nanos) {
    throttledNanos.add(nanos);
  }

  /** Forgets one of those who have the label. */
  void forget(String tenant) {
    failedInARow.remove(tenant);
  }

  /** Has its series go. */
  synchronized void remove() {
    gone = true;
    meters.forEach(registry::remove);
  }
}
