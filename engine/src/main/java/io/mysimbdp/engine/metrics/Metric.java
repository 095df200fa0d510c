package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The engine's own metrics, each with its name, unit, labels and meaning. Those of the driver and
 * of the JVM come from their libraries.
 *
 * <p>Names, units and suffixes follow the conventions of Prometheus: base units, {@code _total} for
 * what only grows. Labels are few and bounded: they never carry names of files, ids of runs or
 * messages.
 */
public enum Metric {
  FILES("files", Kind.COUNTER, "", "Files by what became of them.", "tenant outcome"),
  DEFERRALS("deferrals", Kind.COUNTER, "", "Times that a file had to wait for a rule.", "tenant"),
  RECORDS(
      "records",
      Kind.COUNTER,
      "",
      "Records read, the rejected ones among them, also of batches under way.",
      "tenant"),
  ROWS(
      "rows",
      Kind.COUNTER,
      "",
      "Rows that Cassandra has acknowledged, also of batches under way.",
      "tenant"),
  REJECTS("rejects", Kind.COUNTER, "", "Records that could not be ingested.", "tenant"),
  SKIPPED("skipped", Kind.COUNTER, "", "Records that an app left out on purpose.", "tenant"),
  READ(
      "read", Kind.COUNTER, "bytes", "Bytes of staged files read, before decompression.", "tenant"),
  BATCHES("batches", Kind.COUNTER, "", "Batches that have ended, by how.", "tenant outcome"),
  BATCH_FAILURES(
      "batch.failures",
      Kind.COUNTER,
      "",
      "Batches that have failed, by who must act and by the code of the failure.",
      "tenant owner code"),
  BATCHES_RUNNING("batches.running", Kind.GAUGE, "", "Batches under way.", "tenant"),
  FAILED_IN_A_ROW(
      "batches.failed.in.a.row",
      Kind.GAUGE,
      "",
      "Batches that have failed for their tenant's app or data since one has brought a file to its"
          + " end, as this engine has seen it; the highest where tenants share a label.",
      "tenant"),
  LAST_DONE(
      "last.done.timestamp",
      Kind.GAUGE,
      "seconds",
      "When a file was done last, in seconds since 1970; 0: not since this engine has begun.",
      "tenant"),
  BATCH_DURATION(
      "batch.duration",
      Kind.HISTOGRAM,
      "seconds",
      "How long batches took in their apps.",
      "tenant"),
  FILE_DURATION(
      "file.duration",
      Kind.HISTOGRAM,
      "seconds",
      "How long files took to be read to their ends, which is as fast as rows are written.",
      "tenant"),
  WRITE_LATENCY(
      "write.latency",
      Kind.HISTOGRAM,
      "seconds",
      "How long Cassandra took to answer requests that carried rows.",
      "tenant"),
  ROUNDS("rounds", Kind.COUNTER, "", "Rounds of rows that went by files.", "tenant"),
  ROUND_TIME(
      "round",
      Kind.COUNTER,
      "seconds",
      "How long it took until Cassandra had the rows of these rounds, from the ends of rounds on, all"
          + " together.",
      "tenant"),
  WRITE_RETRIES(
      "write.retries",
      Kind.COUNTER,
      "",
      "Requests that carried rows and were sent again.",
      "tenant"),
  REQUESTS_IN_FLIGHT(
      "requests.in.flight", Kind.GAUGE, "", "Requests to Cassandra under way.", "tenant"),
  REQUESTS_WAITING(
      "requests.waiting", Kind.GAUGE, "", "Requests that wait for their permit.", "tenant"),
  REQUESTS_LIMIT(
      "requests.limit",
      Kind.GAUGE,
      "",
      "How many requests a tenant may have under way now, as Cassandra answers.",
      "tenant"),
  PERMIT_WAIT(
      "permit.wait",
      Kind.COUNTER,
      "seconds",
      "How long requests have waited for their permits, all together.",
      "tenant"),
  THROTTLED(
      "throttled",
      Kind.COUNTER,
      "seconds",
      "How long rows and bytes have waited for a rate, the tenant's or the platform's.",
      "tenant"),
  QUEUE_FILES(
      "queue.files",
      Kind.GAUGE,
      "",
      "Complete files of the service that wait for their turn, a quota or a window.",
      "tenant"),
  QUEUE_UNREADY(
      "queue.unready.files",
      Kind.GAUGE,
      "",
      "Staged files of the service that may still be written to, lack their marker, or can neither"
          + " be ingested nor moved away.",
      "tenant"),
  QUEUE_OLDEST(
      "queue.oldest",
      Kind.GAUGE,
      "seconds",
      "For how long the oldest file that waits has been there; 0: none waits.",
      "tenant"),
  SUSPENDED(
      "tenant.suspended",
      Kind.GAUGE,
      "",
      "Whether a tenant of the service is suspended, 1 or 0; how many are where they share a label.",
      "tenant"),
  QUOTA_LEFT(
      "quota.left",
      Kind.GAUGE,
      "ratio",
      "The share of a quota (files, bytes or rows in a pass, hour, day or month) that is not used up,"
          + " where the service has opened the tenant; the smallest where tenants share a label.",
      "tenant window what"),
  LEDGER_LATENCY(
      "ledger.latency",
      Kind.HISTOGRAM,
      "seconds",
      "How long calls of the ledger took, attempts and waits together; part = lease: those that"
          + " decide who serves a tenant.",
      "part"),
  LEDGER_RETRIES("ledger.retries", Kind.COUNTER, "", "Attempts beyond the first.", "part"),
  LEDGER_FAILURES(
      "ledger.failures", Kind.COUNTER, "", "Calls that Cassandra did not answer in time.", "part"),
  LEASES_LOST("leases.lost", Kind.COUNTER, "", "Leases that another engine has taken over.", ""),
  LINGERING_LOADERS(
      "lingering.loaders",
      Kind.GAUGE,
      "",
      "Class loaders of apps that are closed and still in memory; a few are no sign of anything.",
      ""),
  BUILD("build.info", Kind.INFO, "", "What is running; always 1.", "version java tenant_api");

  /** What kind of metric it is. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Grows and shrinks. */
    GAUGE,
    /** A histogram of durations. */
    HISTOGRAM,
    /** The number and the sum of durations, without a histogram. */
    SUMMARY,
    /** Tells by its labels. */
    INFO
  }

  private static final String PREFIX = "mysimbdp.";
  private static final Duration[] REQUEST_BUCKETS =
      millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);
  private static final Duration[] WORK_BUCKETS =
      millis(
          100, 500, 1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000);

  private final String id;
  private final Kind kind;
  private final String unit;
  private final String meaning;
  private final String labels;

  Metric(String id, Kind kind, String unit, String meaning, String labels) {
    this.id = PREFIX + id;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
    this.labels = labels;
  }

  private static Duration[] millis(long... millis) {
    Duration[] buckets = new Duration[millis.length];
    for (int i = 0; i < millis.length; i++) {
      buckets[i] = Duration.ofMillis(millis[i]);
    }
    return buckets;
  }

  /** Returns what kind of metric it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns the base unit; empty for a plain number. */
  public String unit() {
    return unit;
  }

  /** Returns the names of its labels. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
  }

  /** Returns what it says, as a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Returns its name in Prometheus; of a histogram, the name that its parts begin with. */
  public String prometheusName() {
    String name = id.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
    return kind == Kind.COUNTER ? name + "_total" : name;
  }

  /** Makes one that is counted with each event. */
  Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(id)
        .description(meaning)
        .baseUnit(unit.isEmpty() ? null : unit)
        .tags(tags(values))
        .register(registry);
  }

  /** Makes one whose value is asked for; it must never shrink. The state is not kept alive. */
  <T> FunctionCounter counter(
      MeterRegistry registry, T state, ToDoubleFunction<T> value, String... values) {
    return FunctionCounter.builder(id, state, value)
        .description(meaning)
        .baseUnit(unit.isEmpty() ? null : unit)
        .tags(tags(values))
        .register(registry);
  }

  /** Makes one whose value is asked for. */
  Gauge gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
    return Gauge.builder(id, value)
        .description(meaning)
        .baseUnit(unit.isEmpty() ? null : unit)
        .tags(tags(values))
        .strongReference(true)
        .register(registry);
  }

  /** Makes a histogram with buckets for requests, or for whole files and batches. */
  Timer timer(MeterRegistry registry, String... values) {
    boolean isWork = this == BATCH_DURATION || this == FILE_DURATION;
    return Timer.builder(id)
        .description(meaning)
        .tags(tags(values))
        .serviceLevelObjectives(isWork ? WORK_BUCKETS : REQUEST_BUCKETS)
        .register(registry);
  }

  /** Makes one for a number of series that changes. */
  MultiGauge gauges(MeterRegistry registry) {
    return MultiGauge.builder(id)
        .description(meaning)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }

  /** Returns the labels with these values. */
  Tags tags(String... values) {
    List<String> names = labels();
    if (values.length != names.size()) {
      throw new IllegalArgumentException(this + " has the labels " + names);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(names.get(i), values[i]);
    }
    return tags;
  }
}
