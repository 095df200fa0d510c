package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.Books;
import io.mysimbdp.engine.metering.Charging;
import io.mysimbdp.engine.metering.FileCharge;
import io.mysimbdp.engine.metering.NotedPlan;
import io.mysimbdp.engine.metering.UsageRecord;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Usage records on a real Cassandra. */
class UsageRecordsTest {

  private static final Period NOVEMBER = Period.of(YearMonth.of(2026, 11));
  private static final Instant MIDDLE = Instant.parse("2026-11-16T10:00:00.123Z");
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static String keyspace = "";

  private final String tenant = "toys" + TENANTS.incrementAndGet();
  private final Ledger ledger = TestingLedger.open(keyspace, "home1/1/a", () -> MIDDLE);

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("usage");
  }

  @Test
  void a_record_is_read_as_it_was_written_also_without_what_may_be_missing() {
    UsageRecord full = record("run1", MIDDLE, "standard", FailureCode.DISK, 7L << 20);
    UsageRecord bare = record("run2", MIDDLE.plusMillis(1), null, null, null);

    ledger.usage().add(full);
    ledger.usage().add(bare);

    assertThat(ledger.usage().books(tenant, NOVEMBER).records())
        .containsExactlyInAnyOrder(full, bare);
  }

  @Test
  void a_record_written_again_changes_nothing() {
    UsageRecord once = record("run1", MIDDLE, "standard", null, null);

    ledger.usage().add(once);
    ledger.usage().add(once);

    assertThat(ledger.usage().books(tenant, NOVEMBER).records()).containsExactly(once);
  }

  @Test
  void the_books_of_a_month_reach_a_day_back_for_runs_and_a_day_ahead_for_charges() {
    Instant first = NOVEMBER.from();
    Instant after = NOVEMBER.until();
    List<Instant> ends =
        List.of(
            first.minus(Books.MARGIN).minusMillis(1),
            first.minus(Books.MARGIN),
            first,
            after.minusMillis(1),
            after);
    for (Instant at : ends) {
      ledger.usage().add(record("run" + at, at, null, null, null));
    }
    List<Instant> charged =
        List.of(
            first.minusMillis(1),
            first,
            after,
            after.plus(Books.MARGIN).minusMillis(1),
            after.plus(Books.MARGIN));
    for (Instant at : charged) {
      charge("run" + at, at);
    }

    Books books = ledger.usage().books(tenant, NOVEMBER);

    assertThat(books.records())
        .extracting(UsageRecord::endedAt)
        .containsExactlyInAnyOrderElementsOf(ends.subList(1, 4));
    assertThat(books.charges())
        .extracting(FileCharge::at)
        .containsExactlyElementsOf(charged.subList(1, 4));
    assertThat(books.charges().get(0))
        .isEqualTo(new FileCharge("aa", "run" + first, first, 1, 5, 6, 6L, 0L));
  }

  @Test
  void the_days_of_a_month_are_asked_for_at_the_same_time() {
    WatchedSession watched = new WatchedSession(CassandraServer.session());

    TestingLedger.open(watched.session(), keyspace, "home1/1/a", () -> MIDDLE)
        .usage()
        .books(tenant, NOVEMBER);

    assertThat(watched.mostUnderWay()).as("30 days and two after").isEqualTo(32);
  }

  @Test
  void the_last_estimate_of_the_months_before_is_found() {
    ledger.usage().add(record("run1", Instant.parse("2026-08-03T00:00:00Z"), null, null, 11L));
    ledger.usage().add(record("run2", Instant.parse("2026-08-04T00:00:00Z"), null, null, 22L));
    ledger.usage().add(record("run3", Instant.parse("2026-08-05T00:00:00Z"), null, null, null));
    ledger.usage().add(record("run4", MIDDLE, null, null, 44L));

    assertThat(ledger.usage().books(tenant, NOVEMBER).storedBefore()).isEqualTo(22);
    assertThat(
            ledger
                .usage()
                .books(tenant, new Period(MIDDLE.plusMillis(1), NOVEMBER.until()))
                .storedBefore())
        .isEqualTo(44);
    assertThat(ledger.usage().books(tenant, Period.of(YearMonth.of(2026, 8))).storedBefore())
        .isNull();
  }

  @Test
  void the_plan_of_a_month_is_the_last_one_noted_before_its_end() {
    note(Instant.parse("2026-10-05T00:00:00Z"), "free");
    note(Instant.parse("2026-11-30T23:59:59.999Z"), "standard");
    note(Instant.parse("2026-12-01T00:00:00Z"), null);
    note(Instant.parse("2027-01-07T00:00:00Z"), null);

    assertThat(plan(2026, 9)).isNull();
    assertThat(plan(2026, 10))
        .isEqualTo(new NotedPlan(Instant.parse("2026-10-05T00:00:00Z"), "free"));
    assertThat(plan(2026, 11))
        .isEqualTo(new NotedPlan(Instant.parse("2026-11-30T23:59:59.999Z"), "standard"));
    assertThat(plan(2027, 1))
        .as("not noted again")
        .isEqualTo(new NotedPlan(Instant.parse("2026-12-01T00:00:00Z"), null));
  }

  @Test
  void plans_that_are_noted_are_not_asked_for_again() {
    WatchedSession watched = new WatchedSession(CassandraServer.session());
    TenantPlans plans =
        TestingLedger.open(watched.session(), keyspace, "home1/1/a", () -> MIDDLE).plans();

    plans.note(Map.of(tenant, Optional.of("free"), tenant + "b", Optional.empty()));
    int before = watched.sent().size();
    plans.note(Map.of(tenant, Optional.of("free"), tenant + "b", Optional.of("free")));

    assertThat(watched.sent()).as("one asked for and one written").hasSize(before + 2);
  }

  /** Each by another engine. */
  private void note(Instant at, @Nullable String plan) {
    TestingLedger.open(keyspace, "home1/1/a", () -> at)
        .plans()
        .note(Map.of(tenant, Optional.ofNullable(plan)));
  }

  private @Nullable NotedPlan plan(int year, int month) {
    return ledger.usage().books(tenant, Period.of(YearMonth.of(year, month))).plan();
  }

  @Test
  void cassandra_estimates_what_tables_take_up() {
    String place = CassandraServer.newKeyspace("stored");
    CassandraServer.session().execute("CREATE TABLE " + place + ".t (a int PRIMARY KEY, b text)");
    StoredBytes stored = new StoredBytes(CassandraServer.session());

    assertThat(stored.of(place, List.of("t"))).hasValue(0);
    assertThat(stored.of(place, List.of())).hasValue(0);
    assertThat(stored.of(place, List.of("t", "nosuch"))).isEmpty();
  }

  /** Charges a file of 5 bytes and 6 rows. */
  private void charge(String runId, Instant doneAt) {
    RunFile file = new RunFile("a.tsv", "a.tsv", "aa", new FileStamp(5, 1, ""));
    Run run =
        new Run(
            runId,
            TestingProfiles.of(tenant, ""),
            new PluginRef(tenant, "1", "x.jar", "00"),
            "folder",
            List.of(file),
            doneAt,
            1);
    FileResult result =
        new FileResult(
            "a.tsv", FileResult.State.DONE, new Counts(6, 6, 0, 0, 5), null, null, null, null);
    ledger.charge(run, file, result, doneAt);
  }

  private UsageRecord record(
      String run,
      Instant endedAt,
      @Nullable String plan,
      @Nullable FailureCode failure,
      @Nullable Long storedBytes) {
    return new UsageRecord(
        tenant,
        run,
        "home1/1/a",
        plan,
        endedAt.minusSeconds(7),
        endedAt,
        failure,
        3,
        2,
        300,
        200,
        22,
        20,
        2,
        Duration.ofNanos(1_234_567_891),
        storedBytes,
        Charging.of(2, failure));
  }
}
