package io.mysimbdp.engine.metering;

import static io.mysimbdp.engine.metering.TestingUsage.MIDDLE;
import static io.mysimbdp.engine.metering.TestingUsage.NOVEMBER;
import static io.mysimbdp.engine.metering.TestingUsage.books;
import static io.mysimbdp.engine.metering.TestingUsage.charge;
import static io.mysimbdp.engine.metering.TestingUsage.file;
import static io.mysimbdp.engine.metering.TestingUsage.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.Difference.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written down in one place and not in another. */
class ReconciliationTest {

  @Test
  void where_all_is_written_down_there_is_no_difference() {
    Reconciliation found =
        compare(
            books(
                List.of(
                    run("run1", null, MIDDLE, 2, null, null),
                    run("run2", null, MIDDLE, 0, FailureCode.APP_FAILED, null)),
                List.of(charge("aa", "run1", MIDDLE), charge("bb", "run1", MIDDLE))),
            file("aa", "run1", MIDDLE),
            file("bb", "run1", MIDDLE));

    assertThat(found.differences()).isEmpty();
    assertThat(found.uncommitted()).isEmpty();
    assertThat(found.files()).isEqualTo(2);
    assertThat(found.charges()).isEqualTo(2);
    assertThat(found.records()).isEqualTo(2);
  }

  @Test
  void an_engine_that_died_between_commit_and_charge_leaves_a_file_that_is_not_charged() {
    Reconciliation found =
        compare(
            books(
                List.of(run("run1", null, MIDDLE, 2, null, null)),
                List.of(charge("aa", "run1", MIDDLE))),
            file("aa", "run1", MIDDLE),
            file("bb", "run1", MIDDLE));

    assertThat(found.differences())
        .containsExactly(
            new Difference(
                Kind.NOT_CHARGED,
                "run1",
                "bb",
                "bb.csv is done since 2026-11-16T00:00:00Z, 1000 bytes, 10 rows; it is not charged"));
    assertThat(found.uncommitted()).isEmpty();
  }

  @Test
  void an_engine_that_died_before_the_commit_leaves_no_difference() {
    Reconciliation found =
        compare(
            books(
                List.of(run("died", null, MIDDLE), run("run2", null, MIDDLE)),
                List.of(charge("aa", "run2", MIDDLE))),
            file("aa", "run2", MIDDLE));

    assertThat(found.differences()).isEmpty();
    assertThat(found.uncommitted()).extracting(UsageRecord::runId).containsExactly("died");
  }

  @Test
  void a_charge_that_says_something_else_is_told_with_both_sides() {
    Reconciliation found =
        compare(
            books(
                List.of(run("run1", null, MIDDLE)),
                List.of(new FileCharge("aa", "run1", MIDDLE, 1, 1_000, 11, 12L, 2L))),
            file("aa", "run1", MIDDLE));

    assertThat(found.differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.CHARGED_OTHERWISE, Kind.RECORD_DIFFERS);
    assertThat(found.differences().get(0).detail())
        .isEqualTo(
            "aa.csv: the ledger has 1000 bytes, 10 rows of run run1; charged are 1000 bytes, 11"
                + " rows of run run1");
    assertThat(found.differences().get(1).detail())
        .isEqualTo(
            "the usage record has 1 file, 1000 bytes, 10 rows; charged are 1 file, 1000 bytes, 11"
                + " rows");
  }

  /** As it is after an operator had it ingested once more: two charges, one file. */
  @Test
  void a_content_that_was_ingested_once_more_is_charged_twice_and_that_is_no_difference() {
    Reconciliation found =
        compare(
            books(
                List.of(run("run1", null, MIDDLE), run("run2", null, MIDDLE.plusSeconds(9))),
                List.of(charge("aa", "run1", MIDDLE), charge("aa", "run2", MIDDLE.plusSeconds(9)))),
            file("aa", "run2", MIDDLE.plusSeconds(9)));

    assertThat(found.differences()).isEmpty();
  }

  @Test
  void a_charge_for_what_the_ledger_does_not_know_is_told() {
    Reconciliation found =
        Reconciliation.of(
            books(List.of(run("run1", null, MIDDLE)), List.of(charge("aa", "run1", MIDDLE))),
            List.of(),
            content -> false);

    assertThat(found.differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.CHARGE_WITHOUT_FILE);
  }

  @Test
  void a_run_without_a_usage_record_is_told_once() {
    Reconciliation found =
        compare(
            books(List.of(), List.of(charge("aa", "old", MIDDLE), charge("bb", "old", MIDDLE))),
            file("aa", "old", MIDDLE),
            file("bb", "old", MIDDLE));

    assertThat(found.differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.RUN_WITHOUT_RECORD);
  }

  @Test
  void a_turn_of_the_month_between_run_and_commit_makes_no_difference() {
    Reconciliation found =
        compare(
            books(
                List.of(
                    run("run0", null, NOVEMBER.from().minusMillis(1)),
                    run("run1", null, NOVEMBER.until().minusMillis(1))),
                List.of(
                    charge("aa", "run0", NOVEMBER.from()), charge("bb", "run1", NOVEMBER.until()))),
            file("aa", "run0", NOVEMBER.from()));

    assertThat(found.differences()).isEmpty();
    assertThat(found.uncommitted()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void each_kind_says_what_to_do(Kind kind) {
    assertThat(kind.remedy()).isNotBlank();
    assertThat(kind.remedy().contains("--repair")).isEqualTo(kind.isRepairable());
  }

  private static Reconciliation compare(Books books, DoneFile... files) {
    return Reconciliation.of(books, Arrays.asList(files), content -> true);
  }
}
