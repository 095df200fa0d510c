package io.mysimbdp.engine.statistics;

import static io.mysimbdp.engine.statistics.TestingEnds.done;
import static io.mysimbdp.engine.statistics.TestingEnds.duplicate;
import static io.mysimbdp.engine.statistics.TestingEnds.resumed;
import static io.mysimbdp.engine.statistics.TestingEnds.statistics;
import static io.mysimbdp.engine.statistics.TestingEnds.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-03-08T00:00:00Z");
  private static final Period WEEK = new Period(FROM, UNTIL);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void sums_are_by_how_files_ended() {
    Statistics statistics =
        statistics(
            WEEK,
            List.of(
                done("toys", "a", at(1), SECOND, 100, 1_000, "run1", Map.of("APP", 3L)),
                done("toys", "b", at(2), SECOND, 50, 500),
                trouble("toys", "c", at(3), End.FAILED, "run3", "APP_FAILED", "it threw"),
                trouble("toys", "c", at(4), End.FAILED, "run4", "APP_FAILED", "it threw"),
                trouble("toys", "d", at(5), End.REFUSED, null, "files.max-size", "too large"),
                duplicate("toys", "e", at(6)),
                done("cards", "f", at(7), SECOND, 50, 1_500)));

    Totals toys = tenant(statistics, "toys").figures().totals();
    assertThat(toys.ingested()).isEqualTo(new Volume(2, 1_500, 153, 150, 3, 0));
    assertThat(toys.files(End.FAILED).files()).as("each attempt").isEqualTo(2);
    assertThat(toys.files(End.REFUSED)).isEqualTo(new Volume(1, 10, 0, 0, 0, 0));
    assertThat(toys.files(End.DUPLICATE).files()).isEqualTo(1);
    assertThat(toys.allRuns()).as("what is decided without a run is none").isEqualTo(4);
    assertThat(toys.runs(End.FAILED)).isEqualTo(2);
    Totals all = statistics.platform().totals();
    assertThat(all.ingested()).isEqualTo(new Volume(3, 3_000, 203, 200, 3, 0));
    assertThat(all.runs(End.DONE)).isEqualTo(3);
    assertThat(tenant(statistics, "toys").shareOfBytes()).isEqualTo(0.5);
    assertThat(tenant(statistics, "cards").shareOfRows()).isEqualTo(0.25);
  }

  @Test
  void a_file_belongs_to_the_period_that_it_ended_in_and_to_no_other() {
    Statistics statistics =
        statistics(
            WEEK,
            List.of(
                done("toys", "long before", FROM.minus(WEEK.length()).minusMillis(1), SECOND, 1, 1),
                done("toys", "before 1", FROM.minus(WEEK.length()), SECOND, 2, 1),
                done("toys", "before 2", FROM.minusMillis(1), SECOND, 4, 1),
                done("toys", "begun before", FROM, Duration.ofHours(5), 8, 1),
                done("toys", "last", UNTIL.minusMillis(1), SECOND, 16, 1),
                done("toys", "after", UNTIL, SECOND, 32, 1)));

    assertThat(statistics.platform().totals().ingested().rows()).isEqualTo(24);
    assertThat(statistics.before().ingested().rows()).isEqualTo(6);
    assertThat(tenant(statistics, "toys").before().ingested().rows()).isEqualTo(6);
    List<Bucket> series = statistics.platform().series();
    assertThat(series.get(0).ingested().rows()).isEqualTo(8);
    assertThat(series.get(series.size() - 1).ingested().rows()).isEqualTo(16);
  }

  @ParameterizedTest(name = "of 1 to {0} ms: {1}, {2}, {3}")
  @CsvSource({
    "1, 1, 1, 1",
    "2, 1, 2, 2",
    "10, 5, 10, 10",
    "100, 50, 95, 99",
    "1000, 500, 950, 990"
  })
  void percentiles_are_by_nearest_rank(int count, long p50, long p95, long p99) {
    DurationTally tally = new DurationTally();
    List<Integer> shuffled = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    shuffled.forEach(millis -> tally.add(Duration.ofMillis(millis)));

    assertThat(tally.durations())
        .isEqualTo(
            new Durations(
                count,
                Duration.ofMillis(p50),
                Duration.ofMillis(p95),
                Duration.ofMillis(p99),
                Duration.ofMillis(count)));
  }

  @Test
  void long_times_are_true_to_a_thousandth_and_the_longest_one_is_exact() {
    DurationTally tally = new DurationTally();
    for (int i = 0; i < 10; i++) {
      tally.add(Duration.ofHours(5));
    }
    tally.add(Duration.ofMillis(86_400_123));

    Durations durations = tally.durations();

    assertThat((double) durations.p50().toMillis()).isEqualTo(18_000_000, within(18_000.0));
    assertThat(durations.max()).isEqualTo(Duration.ofMillis(86_400_123));
    assertThat(durations.p99()).isLessThanOrEqualTo(durations.max());
    assertThat(new DurationTally().durations().max()).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_run_is_as_long_as_until_its_last_file_and_as_bad_as_its_worst_one() {
    Statistics statistics =
        statistics(
            WEEK,
            List.of(
                done("toys", "a", at(1), SECOND, 100, 1_000, "run1", Map.of()),
                done("toys", "x", at(1).plusMillis(500), SECOND, 1, 1, "run2", Map.of()),
                done(
                    "toys",
                    "b",
                    at(2),
                    SECOND.plus(Duration.between(at(1), at(2))),
                    300,
                    1_000,
                    "run1",
                    Map.of()),
                trouble("toys", "y", at(3), End.REFUSED, "run2", "readable", "no")));

    Totals totals = statistics.platform().totals();
    assertThat(totals.runs(End.DONE)).isEqualTo(1);
    assertThat(totals.runs(End.REFUSED)).isEqualTo(1);
    assertThat(totals.runDurations().max()).isEqualTo(SECOND.plus(Duration.between(at(1), at(2))));
  }

  @Test
  void the_mean_speed_is_all_rows_by_all_time_of_runs_that_were_done() {
    EndedFile fast = done("toys", "fast", at(1), SECOND, 1_000, 5_000);
    Statistics statistics =
        statistics(
            WEEK,
            List.of(
                fast,
                done("toys", "slow", at(2), Duration.ofSeconds(9), 1_000, 5_000),
                resumed(done("toys", "resumed", at(3), SECOND, 1_000_000, 1)),
                trouble("toys", "failed", at(4), End.FAILED, "run", "DISK", "full")));

    assertThat(statistics.platform().totals().rowsPerSecond()).isEqualTo(new Speed(200, 1_000));
    assertThat(statistics.platform().totals().bytesPerSecond()).isEqualTo(new Speed(1_000, 5_000));
    assertThat(statistics(WEEK, List.of(resumed(fast))).platform().totals().rowsPerSecond())
        .isNull();
  }

  @Test
  void a_run_that_took_no_time_took_a_millisecond() {
    Totals totals =
        statistics(WEEK, List.of(done("toys", "a", at(1), Duration.ZERO, 5, 5)))
            .platform()
            .totals();

    assertThat(totals.rowsPerSecond()).isEqualTo(new Speed(5_000, 5_000));
  }

  @Test
  void a_clock_that_was_set_back_makes_no_negative_time() {
    Totals totals =
        statistics(WEEK, List.of(done("toys", "a", at(1), Duration.ofHours(-1), 5, 5)))
            .platform()
            .totals();

    assertThat(totals.fileDurations().max()).isEqualTo(Duration.ZERO);
  }

  @Test
  void reject_reasons_together_are_all_rejects() {
    Map<String, Long> kinds = new TreeMap<>();
    for (int i = 1; i <= 14; i++) {
      kinds.put("APP in c" + i, (long) i);
    }
    EndedFile known = done("toys", "a", at(1), SECOND, 5, 5, "run1", kinds);
    EndedFile unknown =
        done("toys", "b", at(2), SECOND, 5, 5, "run2", Map.of(RejectReason.OTHER, 7L));

    List<RejectReason> reasons =
        statistics(WEEK, List.of(known, unknown)).platform().rejectReasons();

    assertThat(reasons.get(0)).isEqualTo(new RejectReason("APP in c14", 14));
    assertThat(reasons.get(reasons.size() - 1).reason()).isEqualTo("other");
    assertThat(reasons.stream().mapToLong(RejectReason::count).sum()).isEqualTo(105 + 7);
    assertThat(reasons).extracting(RejectReason::reason).doesNotHaveDuplicates();
  }

  @Test
  void the_slowest_files_and_the_latest_troubles_are_ten_each() {
    List<EndedFile> files = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      files.add(done("toys", "done" + i, at(i), Duration.ofSeconds(i % 25), 1, 1));
      files.add(
          trouble("toys", "bad" + i, at(i), End.FAILED, "r" + i, i < 40 ? "DISK" : "MEMORY", "x"));
    }
    Figures figures = statistics(WEEK, files).platform();

    assertThat(figures.slowest()).hasSize(10);
    assertThat(figures.slowest().get(0).name()).isEqualTo("done49");
    assertThat(figures.slowest().get(1).name()).as("of equals, the later").isEqualTo("done24");
    assertThat(figures.troubles()).hasSize(10);
    assertThat(figures.troubles().get(0).name()).isEqualTo("bad49");
    assertThat(figures.causes())
        .containsExactly(new Cause(End.FAILED, "DISK", 40), new Cause(End.FAILED, "MEMORY", 10));
  }

  @Test
  void hours_are_those_of_utc_and_the_busiest_has_most_bytes() {
    Figures figures =
        statistics(
                WEEK,
                List.of(
                    done("toys", "a", Instant.parse("2026-03-01T23:59:59.999Z"), SECOND, 9, 10),
                    done("toys", "b", Instant.parse("2026-03-02T00:00:00Z"), SECOND, 1, 20),
                    done("toys", "c", Instant.parse("2026-03-03T00:30:00Z"), SECOND, 1, 20)))
            .platform();

    assertThat(figures.hours()).hasSize(24);
    assertThat(figures.busiestHours(3))
        .containsExactly(
            new Hour(0, new Volume(2, 40, 2, 2, 0, 0)),
            new Hour(23, new Volume(1, 10, 9, 9, 0, 0)));
  }

  @ParameterizedTest(name = "{0} in steps of {1}")
  @CsvSource({
    "PT1S, PT1M",
    "PT1H, PT1M",
    "PT61M, PT5M",
    "PT24H, PT1H",
    "P7D, PT3H",
    "P30D, PT12H",
    "P365D, P7D",
    "P3650D, P91D",
    "P36500D, P609D"
  })
  void a_period_is_drawn_in_round_steps(Duration length, Duration step) {
    Period period = new Period(UNTIL.minus(length).plusMillis(1), UNTIL.plusMillis(1));
    Steps steps = Steps.of(period);

    assertThat(steps.length()).isEqualTo(step);
    assertThat(steps.count()).isBetween(1, 62);
    assertThat(steps.start(0)).isBeforeOrEqualTo(period.from());
    assertThat(steps.start(0).getEpochSecond() % step.toSeconds()).isZero();
    assertThat(steps.index(period.from())).isZero();
    assertThat(steps.index(period.until().minusMillis(1))).isEqualTo(steps.count() - 1);
  }

  @Test
  void a_step_has_the_speed_of_the_runs_that_ended_in_it() {
    List<Bucket> series =
        statistics(
                WEEK,
                List.of(
                    done("toys", "a", FROM, SECOND, 100, 1),
                    done("toys", "b", FROM.plusSeconds(60), Duration.ofSeconds(3), 100, 1),
                    trouble("toys", "c", FROM.plusSeconds(61), End.REFUSED, null, "r", "no")))
            .platform()
            .series();

    assertThat(series.get(0).rowsPerSecond()).isEqualTo(50);
    assertThat(series.get(0).troubles()).isEqualTo(1);
    assertThat(series.get(1).rowsPerSecond()).isNull();
  }

  @Test
  void what_was_nothing_before_has_no_ratio() {
    assertThat(new Change(0, 5).ratio()).isEmpty();
    assertThat(new Change(10, 15).ratio()).hasValue(0.5);
    assertThat(new Change(10, 0).ratio()).hasValue(-1);
  }

  @Test
  void tenants_without_any_file_are_there_with_zeros() {
    Statistics statistics =
        statistics(
            WEEK,
            new TreeMap<>(Map.of("toys", true, "gone", false, "long gone", false)),
            List.of(done("gone", "a", FROM.minusSeconds(1), SECOND, 1, 1)));

    assertThat(statistics.isEmpty()).isTrue();
    assertThat(statistics.tenants())
        .as("who is not registered any more is there for its files only")
        .extracting(TenantStatistics::tenant)
        .containsExactly("gone", "toys");
    assertThat(tenant(statistics, "gone").isRegistered()).isFalse();
    assertThat(tenant(statistics, "gone").shareOfBytes()).isZero();
    assertThat(statistics.platform().busiestHours(3)).isEmpty();
  }

  @Test
  void runs_beside_each_other_by_the_thousand_are_put_together_and_the_others_counted_once() {
    List<EndedFile> files = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int run = 0; run < 1_000; run++) {
        files.add(
            done(
                "toys",
                round + "/" + run,
                FROM.plusMillis(1_000L * round + run),
                SECOND,
                1,
                1,
                "run" + run,
                Map.of()));
      }
    }
    for (int run = 1_000; run < 3_000; run++) {
      files.add(done("toys", "n" + run, at(1), SECOND, 1, 1, "run" + run, Map.of()));
    }

    assertThat(statistics(WEEK, files).platform().totals().allRuns()).isEqualTo(3_000);
  }

  @Test
  void names_beyond_a_thousand_take_no_memory() {
    NameTally<String> names = new NameTally<>();
    for (int i = 0; i < 5_000; i++) {
      names.add("name" + i, 1);
      names.add("name0", 1);
    }

    assertThat(names.top(10_000)).hasSize(1_000);
    assertThat(names.top(1)).containsExactly(Map.entry("name0", 5_001L));
  }

  @Test
  void a_period_has_a_length() {
    assertThat(WEEK.before()).isEqualTo(new Period(Instant.parse("2026-02-22T00:00:00Z"), FROM));
    assertThatThrownBy(() -> new Period(FROM, FROM.minusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Instant at(int hours) {
    return FROM.plus(Duration.ofHours(hours));
  }

  private static TenantStatistics tenant(Statistics statistics, String tenant) {
    return statistics.tenants().stream()
        .filter(each -> each.tenant().equals(tenant))
        .findFirst()
        .orElseThrow();
  }
}
