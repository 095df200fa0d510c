package io.mysimbdp.engine.metering;

import static io.mysimbdp.engine.metering.TestingUsage.LATER;
import static io.mysimbdp.engine.metering.TestingUsage.MIDDLE;
import static io.mysimbdp.engine.metering.TestingUsage.NOVEMBER;
import static io.mysimbdp.engine.metering.TestingUsage.books;
import static io.mysimbdp.engine.metering.TestingUsage.charge;
import static io.mysimbdp.engine.metering.TestingUsage.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the records and charges is charged, to which plan and in which month. */
class TenantUsageTest {

  private static final Instant EVE = NOVEMBER.from().minusMillis(2);
  private static final Instant LAST = NOVEMBER.until().minusMillis(2);

  @Test
  void a_file_that_failed_and_was_run_again_is_charged_once() {
    TenantUsage usage =
        TenantUsage.of(
            books(
                List.of(
                    run("run1", "free", MIDDLE, 0, FailureCode.APP_FAILED, null),
                    run("run2", "free", MIDDLE.plusSeconds(60))),
                List.of(charge("aa", "run2", MIDDLE.plusSeconds(60)))),
            "free",
            LATER);

    assertThat(usage.runs()).isEqualTo(2);
    assertThat(usage.filesOffered()).isEqualTo(2);
    assertThat(usage.bytesOffered()).isEqualTo(2_000);
    assertThat(usage.cpuTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(usage.wallTime()).isEqualTo(Duration.ofSeconds(6));
    assertThat(usage.records()).isEqualTo(12);
    assertThat(usage.rejects()).isEqualTo(2);
    assertThat(usage.charged())
        .containsExactly(new Charged("free", 1, 1, 1_000, 10, Duration.ofSeconds(1)));
  }

  @Test
  void a_run_that_died_before_it_committed_anything_is_not_charged() {
    TenantUsage usage =
        TenantUsage.of(
            books(
                List.of(run("died", "free", MIDDLE), run("run2", "free", MIDDLE.plusSeconds(60))),
                List.of(charge("aa", "run2", MIDDLE.plusSeconds(60)))),
            "free",
            LATER);

    assertThat(usage.chargedInAll().runs()).isEqualTo(1);
    assertThat(usage.chargedInAll().cpuTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(usage.records()).as("its rows are the same rows").isEqualTo(12);
  }

  /** The engine died between two commits: the file that was left over has come with run2. */
  @Test
  void records_and_rejects_count_with_the_run_that_a_file_was_committed_of() {
    Books books =
        books(
            List.of(
                run("died", "free", MIDDLE, 2, null, null),
                run("run2", "free", MIDDLE.plusSeconds(60))),
            List.of(charge("aa", "died", MIDDLE), charge("bb", "run2", MIDDLE.plusSeconds(60))));

    TenantUsage usage = TenantUsage.of(books, "free", LATER);

    assertThat(usage.records()).isEqualTo(24);
    assertThat(usage.rejects()).isEqualTo(4);
    assertThat(usage.chargedInAll().rows()).isEqualTo(20);
  }

  @Test
  void where_charges_do_not_say_what_was_in_their_files_their_run_does_once() {
    Books books =
        books(
            List.of(run("run1", "free", MIDDLE, 2, null, null)),
            List.of(
                new FileCharge("aa", "run1", MIDDLE, 1, 1_000, 10, null, null),
                new FileCharge("bb", "run1", MIDDLE, 1, 1_000, 10, null, null),
                charge("cc", "old", MIDDLE)));

    TenantUsage usage = TenantUsage.of(books, "free", LATER);

    assertThat(usage.records()).isEqualTo(24 + 12);
    assertThat(usage.rejects()).isEqualTo(4 + 2);
  }

  /**
   * An engine of an older version has charged one file, and a newer one has made up for the other.
   */
  @Test
  void where_one_charge_of_a_run_does_not_say_it_the_run_alone_does() {
    Books books =
        books(
            List.of(run("run1", "free", MIDDLE, 2, null, null)),
            List.of(
                new FileCharge("aa", "run1", MIDDLE, 1, 1_000, 10, null, null),
                charge("bb", "run1", MIDDLE)));

    assertThat(TenantUsage.of(books, "free", LATER).records()).isEqualTo(24);
  }

  /** The engine was stopped when one of two files was done: that one is charged, its run is not. */
  @Test
  void bytes_and_rows_are_charged_whatever_became_of_the_run() {
    TenantUsage usage =
        TenantUsage.of(
            books(
                List.of(run("run1", null, MIDDLE, 1, FailureCode.CANCELLED, null)),
                List.of(charge("aa", "run1", MIDDLE))),
            null,
            LATER);

    assertThat(usage.charged()).containsExactly(new Charged(null, 0, 1, 1_000, 10, Duration.ZERO));
  }

  @Test
  void what_was_used_on_another_plan_is_charged_by_that_one() {
    TenantUsage usage =
        TenantUsage.of(
            books(
                List.of(run("run2", "standard", LAST), run("run1", "free", MIDDLE)),
                List.of(charge("aa", "run1", MIDDLE), charge("bb", "run2", LAST))),
            "premium",
            LATER);

    assertThat(usage.plan()).as("the one of the last run").isEqualTo("standard");
    assertThat(usage.charged())
        .extracting(Charged::plan, Charged::files)
        .containsExactly(tuple("free", 1L), tuple("standard", 1L));
  }

  @Test
  void the_plan_noted_last_in_the_period_holds_whatever_the_tenant_is_on_now() {
    NotedPlan changed = new NotedPlan(LAST, "standard");
    Books idle = new Books("toys", NOVEMBER, List.of(), List.of(), null, changed);
    Books busy =
        new Books(
            "toys",
            NOVEMBER,
            List.of(run("run1", "free", MIDDLE)),
            List.of(charge("aa", "run1", MIDDLE), charge("bb", "old", MIDDLE)),
            null,
            changed);

    assertThat(TenantUsage.of(idle, "premium", LATER).plan()).isEqualTo("standard");
    assertThat(TenantUsage.of(busy, "premium", LATER).plan()).isEqualTo("standard");
    assertThat(TenantUsage.of(busy, "premium", LATER).charged())
        .extracting(Charged::plan, Charged::files)
        .containsExactly(tuple("free", 1L), tuple("standard", 1L));
    Books none = new Books("toys", NOVEMBER, List.of(), List.of(), null, new NotedPlan(LAST, null));
    assertThat(TenantUsage.of(none, "premium", LATER).plan()).isNull();
  }

  @Test
  void a_charge_without_a_record_goes_by_the_plan_of_now() {
    TenantUsage usage =
        TenantUsage.of(books(List.of(), List.of(charge("aa", "old", MIDDLE))), "premium", LATER);

    assertThat(usage.plan()).isEqualTo("premium");
    assertThat(usage.charged())
        .containsExactly(new Charged("premium", 0, 1, 1_000, 10, Duration.ZERO));
  }

  /** It ended a moment before midnight of the last day, and its file was committed just after. */
  @Test
  void over_a_turn_of_the_month_a_run_counts_in_the_one_and_its_file_in_the_other() {
    Instant after = NOVEMBER.until().plusMillis(3);
    List<UsageRecord> records = List.of(run("run0", "free", EVE), run("run1", "free", LAST));
    List<FileCharge> charges =
        List.of(charge("aa", "run0", NOVEMBER.from()), charge("bb", "run1", after));

    Charged charged = TenantUsage.of(books(records, charges), "free", LATER).chargedInAll();

    assertThat(charged.files()).as("that of run0").isEqualTo(1);
    assertThat(charged.runs()).as("run1").isEqualTo(1);
    Books december =
        new Books(
            "toys",
            new Period(NOVEMBER.until(), LATER),
            List.of(run("run1", "free", LAST)),
            List.of(charge("bb", "run1", after)),
            null,
            null);
    Charged next = TenantUsage.of(december, "premium", LATER).chargedInAll();
    assertThat(next.files()).isEqualTo(1);
    assertThat(next.runs()).isZero();
    assertThat(next.plan()).as("that of its run").isEqualTo("free");
  }

  @Test
  void what_lies_in_cassandra_is_weighed_by_how_long_it_did() {
    long day = Duration.ofDays(1).toMillis();
    List<UsageRecord> records =
        List.of(
            run("run1", null, NOVEMBER.from().plus(Duration.ofDays(10)), 1, null, 300L),
            run("run2", null, NOVEMBER.from().plus(Duration.ofDays(15)), 1, null, null),
            run("run3", null, NOVEMBER.from().plus(Duration.ofDays(20)), 1, null, 100L));
    Books books = new Books("toys", NOVEMBER, records, List.of(), 200L, null);

    TenantUsage whole = TenantUsage.of(books, null, LATER);
    TenantUsage soFar = TenantUsage.of(books, null, NOVEMBER.from().plus(Duration.ofDays(25)));

    assertThat(whole.storedBytes()).isEqualTo(100);
    assertThat(whole.storedByteMillis())
        .isEqualByComparingTo(
            BigDecimal.valueOf(10 * 200 + 10 * 300 + 10 * 100).multiply(BigDecimal.valueOf(day)));
    assertThat(soFar.storedByteMillis())
        .isEqualByComparingTo(
            BigDecimal.valueOf(10 * 200 + 10 * 300 + 5 * 100).multiply(BigDecimal.valueOf(day)));
    assertThat(TenantUsage.of(books(List.of(), List.of()), null, LATER).storedBytes()).isNull();
  }

  @Test
  void the_total_is_the_sum_of_all_tenants() {
    TenantUsage one =
        TenantUsage.of(
            books(List.of(run("run1", "free", MIDDLE)), List.of(charge("aa", "run1", MIDDLE))),
            "free",
            LATER);

    TenantUsage total = TenantUsage.total(List.of(one, one)).orElseThrow();

    assertThat(total.runs()).isEqualTo(2);
    assertThat(total.charged())
        .containsExactly(new Charged("free", 2, 2, 2_000, 20, Duration.ofSeconds(2)));
    assertThat(TenantUsage.total(List.of())).isEmpty();
  }
}
