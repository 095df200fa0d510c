package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.MetricsConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.LedgerMeter;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.run.TestingCounters;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.FairRate;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.staging.FileStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On clocks of the test's, scraped as Prometheus does. */
class MeasuredEngineTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final EngineMetrics metrics =
      MeasuredEngine.start(
          new MetricsConfig(2, null, null, Duration.ofSeconds(1), null, null),
          "here",
          new BuildInfo("1.2.3", "17", "1.0.0"),
          nanos::get,
          () -> NOW);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void counters_grow_while_a_batch_runs() {
    metrics.ofTenant("toys");
    Run run = run("toys", "r1");
    TestingCounters counters = new TestingCounters();
    metrics.passListener().began(run, counters.counters());

    counters.write(3).reject(1);

    Scraped during = scraped();
    assertThat(during.sum("mysimbdp_records_total", "tenant", "toys")).isEqualTo(4);
    assertThat(during.sum("mysimbdp_rows_total", "tenant", "toys")).isEqualTo(3);
    assertThat(during.sum("mysimbdp_rejects_total", "tenant", "toys")).isEqualTo(1);
    assertThat(during.sum("mysimbdp_read_bytes_total", "tenant", "toys")).isEqualTo(40);
    assertThat(during.sum("mysimbdp_batches_running", "tenant", "toys")).isEqualTo(1);

    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    metrics.passListener().ended(run, counters.counters(), ended("r1", null));
    metrics.passListener().concluded("toys", List.of(outcome(FileOutcome.State.DONE)));

    Scraped after = scraped();
    assertThat(after.sum("mysimbdp_records_total", "tenant", "toys")).isEqualTo(4);
    assertThat(after.sum("mysimbdp_batches_running", "tenant", "toys")).isZero();
    assertThat(after.sum("mysimbdp_batches_total", "outcome", "succeeded")).isEqualTo(1);
    assertThat(after.sum("mysimbdp_files_total", "outcome", "done")).isEqualTo(1);
    assertThat(after.sum("mysimbdp_batch_duration_seconds_sum")).isEqualTo(7);
    assertThat(after.sum("mysimbdp_batch_duration_seconds_bucket", "le", "5.0")).isZero();
    assertThat(after.sum("mysimbdp_batch_duration_seconds_bucket", "le", "10.0")).isEqualTo(1);
    assertThat(after.sum("mysimbdp_last_done_timestamp_seconds"))
        .isEqualTo((double) NOW.getEpochSecond());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DONE,done", "DUPLICATE,duplicate", "REFUSED,refused", "FAILED,failed"})
  void files_are_counted_by_what_became_of_them(FileOutcome.State state, String outcome) {
    metrics.ofTenant("toys");

    metrics.passListener().concluded("toys", List.of(outcome(state), outcome(state)));

    Scraped scraped = scraped();
    assertThat(scraped.sum("mysimbdp_files_total", "tenant", "toys")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_files_total", "outcome", outcome)).isEqualTo(2);
  }

  @Test
  void a_file_that_waits_has_no_end_yet() {
    metrics.ofTenant("toys");

    metrics
        .passListener()
        .concluded(
            "toys",
            List.of(outcome(FileOutcome.State.DEFERRED), outcome(FileOutcome.State.WAITING)));

    assertThat(scraped().sum("mysimbdp_files_total")).isZero();
    assertThat(scraped().sum("mysimbdp_deferrals_total", "tenant", "toys")).isEqualTo(1);
  }

  @Test
  void failures_have_code_and_owner_and_those_of_the_tenant_count_in_a_row() {
    metrics.ofTenant("toys");
    batch("toys", "r1", FailureCode.APP_FAILED);
    batch("toys", "r2", FailureCode.CASSANDRA_OVERLOADED);
    batch("toys", "r3", FailureCode.APP_FAILED);

    Scraped failed = scraped();
    assertThat(
            failed.sum(
                "mysimbdp_batch_failures_total", "code", "app_failed", "owner", "tenant_code"))
        .isEqualTo(2);
    assertThat(failed.sum("mysimbdp_batches_total", "outcome", "failed")).isEqualTo(3);
    assertThat(failed.sum("mysimbdp_batches_failed_in_a_row")).isEqualTo(2);

    batch("toys", "r4", null);
    assertThat(scraped().sum("mysimbdp_batches_failed_in_a_row")).isZero();
  }

  @Test
  void what_a_tenant_waits_for_and_how_it_is_answered_is_measured() {
    TenantMeter toys = metrics.ofTenant("toys");
    toys.wrote(Duration.ofMillis(3).toNanos());
    toys.wrote(Duration.ofMillis(30).toNanos());
    toys.retried();
    toys.waitedForPermit(Duration.ofMillis(1_500).toNanos());
    toys.throttled(Duration.ofMillis(250).toNanos());
    toys.tookIn(Duration.ofMillis(700).toNanos());
    toys.tookIn(Duration.ofMillis(550).toNanos());

    Scraped scraped = scraped();
    assertThat(scraped.types()).containsEntry("mysimbdp_write_latency_seconds", "histogram");
    assertThat(scraped.sum("mysimbdp_write_latency_seconds_count")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_write_latency_seconds_bucket", "le", "0.005")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_write_latency_seconds_bucket", "le", "0.05")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_write_retries_total")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_permit_wait_seconds_total")).isEqualTo(1.5);
    assertThat(scraped.sum("mysimbdp_throttled_seconds_total")).isEqualTo(0.25);
    assertThat(scraped.sum("mysimbdp_rounds_total")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_round_seconds_total")).isEqualTo(1.25);
  }

  @Test
  void tenants_beyond_the_most_share_their_series() {
    for (String tenant : List.of("a", "b", "c", "d")) {
      metrics.ofTenant(tenant).retried();
      metrics.passListener().concluded(tenant, List.of(outcome(FileOutcome.State.DONE)));
    }

    Scraped scraped = scraped();
    assertThat(scraped.valuesOf("tenant")).containsExactlyInAnyOrder("a", "b", "other");
    assertThat(scraped.sum("mysimbdp_files_total", "tenant", "other")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_write_retries_total", "tenant", "other")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_files_total")).isEqualTo(4);
  }

  @Test
  void the_series_of_a_tenant_go_with_it_and_do_not_come_back_with_its_last_batch() {
    metrics.ofTenant("toys");
    metrics.ofTenant("books");
    Run run = run("toys", "r1");
    TestingCounters counters = new TestingCounters();
    metrics.passListener().began(run, counters.counters());

    metrics.forget("toys");
    assertThat(scraped().valuesOf("tenant")).containsExactly("books");
    counters.write(5);
    metrics.passListener().ended(run, counters.counters(), ended("r1", FailureCode.APP_FAILED));
    assertThat(scraped().valuesOf("tenant")).containsExactly("books");

    metrics.ofTenant("toys");
    Scraped again = scraped();
    assertThat(again.valuesOf("tenant")).containsExactlyInAnyOrder("books", "toys");
    assertThat(again.sum("mysimbdp_rows_total", "tenant", "toys")).as("it begins anew").isZero();
  }

  @Test
  void the_permits_of_tenants_are_looked_at() throws InterruptedException {
    TenantShares shares =
        new TenantShares(
            new FairPermits(8, 1_000, nanos::get),
            Rates.UNLIMITED,
            nanos::get,
            FairRate.Waiting.REAL,
            metrics::ofTenant);
    metrics.watch(shares);
    for (String tenant : List.of("a", "b", "c", "d")) {
      shares.of(TestingProfiles.of(tenant, "write.in-flight = 5")).permits().acquire(1);
    }

    Scraped scraped = scraped();
    assertThat(scraped.sum("mysimbdp_requests_in_flight", "tenant", "a")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_requests_in_flight", "tenant", "other")).isEqualTo(2);
    assertThat(scraped.sum("mysimbdp_requests_limit", "tenant", "a")).isEqualTo(5);
    assertThat(scraped.sum("mysimbdp_requests_waiting")).isZero();
  }

  @Test
  void what_waits_and_what_is_left_is_of_the_moment_it_is_asked_for() {
    AtomicReference<List<TenantStanding>> standings = new AtomicReference<>(List.of());
    metrics.watchService(standings::get);
    List.of("a", "b", "c", "d").forEach(metrics::ofTenant);

    standings.set(
        List.of(
            standing("a", 3, NOW.minusSeconds(90), false, filesOfDay(0.4)),
            standing("b", 0, null, true, filesOfDay(1)),
            standing("c", 5, NOW.minusSeconds(7), true, filesOfDay(0.1)),
            standing("d", 1, NOW.minusSeconds(8), true, filesOfDay(0.2))));

    Scraped scraped = scraped();
    assertThat(scraped.sum("mysimbdp_queue_files", "tenant", "a")).isEqualTo(3);
    assertThat(scraped.sum("mysimbdp_queue_files", "tenant", "other")).isEqualTo(6);
    assertThat(scraped.sum("mysimbdp_queue_unready_files", "tenant", "other")).isEqualTo(4);
    assertThat(scraped.sum("mysimbdp_queue_oldest_seconds", "tenant", "a")).isEqualTo(90);
    assertThat(scraped.sum("mysimbdp_queue_oldest_seconds", "tenant", "b")).isZero();
    assertThat(scraped.sum("mysimbdp_queue_oldest_seconds", "tenant", "other")).isEqualTo(8);
    assertThat(scraped.sum("mysimbdp_tenant_suspended", "tenant", "b")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_tenant_suspended", "tenant", "other")).isEqualTo(2);
    assertThat(
            scraped.sum(
                "mysimbdp_quota_left_ratio", "tenant", "a", "window", "day", "what", "files"))
        .isEqualTo(0.4);
    assertThat(scraped.sum("mysimbdp_quota_left_ratio", "tenant", "other")).isEqualTo(0.1);

    standings.set(List.of(standing("a", 2, NOW, false)));
    Scraped later = scraped();
    assertThat(later.sum("mysimbdp_queue_files")).isEqualTo(2);
    assertThat(later.labelsOf("mysimbdp_quota_left_ratio")).as("no quota is limited").isEmpty();
    assertThat(
            later.samples().stream()
                .filter(sample -> sample.name().equals("mysimbdp_queue_files"))
                .toList())
        .hasSize(1);
  }

  private static TenantStanding standing(
      String tenant,
      long files,
      @Nullable Instant since,
      boolean isSuspended,
      TenantStanding.Quota... quotas) {
    return new TenantStanding(tenant, files, 2, since, isSuspended, List.of(quotas));
  }

  private static TenantStanding.Quota filesOfDay(double left) {
    return new TenantStanding.Quota("day", "files", left);
  }

  @Test
  void the_ledger_is_measured_apart_from_its_leases() {
    metrics.ledger().called(LedgerMeter.Part.LEDGER, Duration.ofMillis(4).toNanos(), 1, true);
    metrics.ledger().called(LedgerMeter.Part.LEASE, Duration.ofSeconds(2).toNanos(), 4, false);
    metrics.ledger().leaseLost();

    Scraped scraped = scraped();
    assertThat(scraped.sum("mysimbdp_ledger_latency_seconds_sum", "part", "ledger"))
        .isEqualTo(0.004);
    assertThat(scraped.sum("mysimbdp_ledger_latency_seconds_count", "part", "lease")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_ledger_retries_total", "part", "lease")).isEqualTo(3);
    assertThat(scraped.sum("mysimbdp_ledger_failures_total", "part", "lease")).isEqualTo(1);
    assertThat(scraped.sum("mysimbdp_ledger_failures_total", "part", "ledger")).isZero();
    assertThat(scraped.sum("mysimbdp_leases_lost_total")).isEqualTo(1);
  }

  @Test
  void the_engine_itself_is_measured() {
    metrics.watchLoaders(() -> 3);

    Scraped scraped = scraped();
    assertThat(scraped.sum("mysimbdp_lingering_loaders")).isEqualTo(3);
    assertThat(
            scraped.sum(
                "mysimbdp_build_info", "version", "1.2.3", "java", "17", "tenant_api", "1.0.0"))
        .isEqualTo(1);
    assertThat(scraped.sum("jvm_memory_used_bytes", "area", "heap")).isPositive();
    assertThat(scraped.names()).contains("process_cpu_usage", "jvm_threads_live_threads");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      textBlock =
          """
          nothing                                                            | text/plain; version=0.0.4; charset=utf-8
          */*                                                                | text/plain; version=0.0.4; charset=utf-8
          application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2  | application/openmetrics-text; version=1.0.0; charset=utf-8
          """)
  void a_reader_gets_what_it_asks_for(@Nullable String accept, String type) {
    Exposition figures = metrics.scrape(accept);

    assertThat(figures.contentType()).isEqualTo(type);
    assertThat(figures.text()).contains("# TYPE jvm_memory_used_bytes gauge");
    if (type.contains("openmetrics")) {
      assertThat(figures.text()).endsWith("# EOF\n");
    } else {
      assertThat(figures.text()).doesNotContain("# EOF");
    }
  }

  private void batch(String tenant, String id, @Nullable FailureCode failure) {
    Run run = run(tenant, id);
    TestingCounters counters = new TestingCounters();
    metrics.passListener().began(run, counters.counters());
    metrics.passListener().ended(run, counters.counters(), ended(id, failure));
  }

  private Scraped scraped() {
    return Scraped.of(metrics.scrape(null).text());
  }

  private static FileOutcome outcome(FileOutcome.State state) {
    return new FileOutcome("a.tsv", state, Counts.ZERO, null);
  }

  private static Run run(String tenant, String id) {
    return new Run(
        id,
        TestingProfiles.of(tenant, ""),
        new PluginRef(tenant, "1", "x.jar", "00"),
        "folder",
        List.of(new RunFile("a.tsv", "a.tsv", "00", new FileStamp(40, 1, ""))),
        NOW,
        1);
  }

  private static RunResult ended(String id, @Nullable FailureCode failure) {
    FileResult file =
        failure == null
            ? new FileResult("a.tsv", FileResult.State.DONE, Counts.ZERO, null, null, null, null)
            : new FileResult(
                "a.tsv", FileResult.State.FAILED, Counts.ZERO, failure, "why", null, null);
    return new RunResult(id, List.of(file), failure, failure == null ? null : "why", null);
  }
}
