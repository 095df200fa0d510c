package io.mysimbdp.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.TestingCounters;
import io.mysimbdp.engine.staging.FileStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveRatesTest {

  private final LiveRates rates = new LiveRates(0);
  private final TestingCounters counters = new TestingCounters();
  private long nanos;

  @Test
  void a_run_that_begins_and_ends_between_two_samples_is_counted() {
    LiveRun run = run(null, "a.csv");
    rates.began(run);
    counters.write(6);
    rates.ended(run);

    sample();
    sample();

    assertThat(rates.history(8).all().rows()).containsExactly(3, 0);
    assertThat(rates.history("toys").orElseThrow().bytes()).containsExactly(30, 0);
  }

  @Test
  void what_a_run_goes_on_from_is_not_counted_as_done_now() {
    LiveRun run = run(new ResumePoint(500, 51, new Counts(50, 50, 0, 0, 500)), "a.csv");
    rates.began(run);
    sample();
    counters.resume(new Counts(50, 50, 0, 0, 500));
    sample();
    counters.write(4);
    sample();

    assertThat(rates.history(8).all().rows()).containsExactly(0, 0, 2);
    assertThat(run.progress(nanos).share()).isEqualTo(0.54);
  }

  @Test
  void a_compressed_file_begins_at_nothing_again() {
    LiveRun run = run(new ResumePoint(500, 51, new Counts(50, 50, 0, 0, 500)), "a.csv.gz");

    assertThat(run.progress(0).share()).isZero();
    assertThat(run.progress(0).left()).as("at no rate").isNull();
  }

  @Test
  void a_quarter_of_an_hour_is_kept_and_no_more() {
    LiveRun run = run(null, "a.csv");
    rates.began(run);
    counters.write(2);
    for (int i = 0; i < Throughput.LENGTH; i++) {
      sample();
    }

    assertThat(rates.history(8).all().rows()).hasSize(Throughput.LENGTH).startsWith(1f);
    sample();
    assertThat(rates.history(8).all().rows()).hasSize(Throughput.LENGTH).startsWith(0f);
    counters.write(4);
    sample();
    assertThat(rates.history(8).all().rows()).hasSize(Throughput.LENGTH).endsWith(2f);
  }

  @Test
  void a_tenant_that_has_done_nothing_for_so_long_is_forgotten() {
    LiveRun run = run(null, "a.csv");
    rates.began(run);
    counters.write(2);
    sample();
    rates.ended(run);
    assertThat(rates.tenantsNow()).containsKey("toys");

    for (int i = 0; i <= Throughput.LENGTH; i++) {
      sample();
    }

    assertThat(rates.tenantsNow()).isEmpty();
    assertThat(rates.history("toys")).isEmpty();
  }

  @Test
  void the_busiest_tenants_come_first() {
    LiveRun run = run(null, "a.csv");
    rates.began(run);
    counters.write(20);
    TestingCounters few = new TestingCounters();
    LiveRun slow = new LiveRun(run("games", null, "b.csv"), few.counters(), 0);
    rates.began(slow);
    few.write(2);
    sample();

    assertThat(rates.history(8).tenants())
        .extracting(LiveRates.Series::tenant)
        .containsExactly("toys", "games");
    assertThat(rates.history(1).tenants()).hasSize(1);
    assertThat(rates.history(1).all().rows()).containsExactly(11);
  }

  private void sample() {
    nanos += TimeUnit.SECONDS.toNanos(2);
    rates.sample(Instant.EPOCH.plus(Duration.ofNanos(nanos)), nanos);
  }

  private LiveRun run(@Nullable ResumePoint resume, String file) {
    return new LiveRun(run("toys", resume, file), counters.counters(), 0);
  }

  private static Run run(String tenant, @Nullable ResumePoint resume, String file) {
    return new Run(
        tenant,
        TestingProfiles.of(tenant, ""),
        new PluginRef(tenant, "1.0.0", "x.jar", "00"),
        "/nowhere",
        List.of(
            new RunFile(file, "/nowhere/" + file, "00", new FileStamp(1_000, 0, ""), resume, null)),
        Instant.EPOCH,
        1);
  }
}
