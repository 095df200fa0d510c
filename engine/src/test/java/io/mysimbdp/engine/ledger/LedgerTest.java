package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.DoneFile;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.DurablePosition;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger and its leases on a real Cassandra. */
class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final RunFile FILE =
      new RunFile("a.tsv", "a.tsv", "00ff", new FileStamp(7, 1, ""));
  private static final Counts COUNTS = new Counts(3, 5, 1, 0, 7);
  private static final FileResult DONE =
      new FileResult(
          "a.tsv",
          FileResult.State.DONE,
          COUNTS,
          null,
          null,
          "r.jsonl",
          null,
          Map.of("APP in stars", 1L));
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final long LAST_WRITE = 123;
  private static String keyspace = "";

  private final String tenant = "toys" + TENANTS.incrementAndGet();
  private Instant now = NOW;
  private final Ledger ledger = open("home1/1/a");

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("ledger");
  }

  private Ledger open(String engineId) {
    return TestingLedger.open(keyspace, engineId, () -> now);
  }

  private Lease lease() {
    return ledger.leases().acquire(tenant, null).orElseThrow();
  }

  @Test
  void a_file_goes_through_its_states_and_keeps_what_is_known() {
    Lease lease = lease();
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);

    LedgerEntry running = entry();
    assertThat(running.state()).isEqualTo(FileState.RUNNING);
    assertThat(running.attempts()).isEqualTo(1);
    assertThat(running.engineId()).isEqualTo("home1/1/a");
    assertThat(running.token()).isEqualTo(lease.token());
    assertThat(running.position()).isNull();
    assertThat(running.profileSha256()).hasSize(64);

    ledger.finish(
        lease, run("run1", FILE), FILE, FileState.FAILED, failed("first reason"), LAST_WRITE);
    now = NOW.plusSeconds(60);
    ledger.begin(lease, run("run2", FILE), FILE, Optional.of(entry()), null);
    ledger.finish(
        lease, run("run2", FILE), FILE, FileState.FAILED, failed("second reason"), LAST_WRITE);
    ledger.begin(lease, run("run3", FILE), FILE, Optional.of(entry()), "run0");
    ledger.done(lease, run("run3", FILE), FILE, DONE, LAST_WRITE);

    LedgerEntry done = entry();
    assertThat(done.state()).isEqualTo(FileState.DONE);
    assertThat(done.attempts()).isEqualTo(3);
    assertThat(done.runId()).isEqualTo("run3");
    assertThat(done.counts()).isEqualTo(COUNTS);
    assertThat(done.firstSeen()).isEqualTo(NOW);
    assertThat(done.finishedAt()).isEqualTo(now);
    assertThat(done.firstError()).isEqualTo("first reason");
    assertThat(done.lastError()).isEqualTo("second reason");
    assertThat(done.reason()).isNull();
    assertThat(done.lastWriteMicros()).isEqualTo(LAST_WRITE);
    assertThat(done.rejectsPath()).isEqualTo("r.jsonl");
    assertThat(done.originRun()).isEqualTo("run0");
    assertThat(done.rejectKinds()).isEqualTo(Map.of("APP in stars", 1L));
  }

  @Test
  void a_begin_that_nobody_was_told_of_is_taken_over_by_the_next_one() {
    Lease former = lease();
    ledger.begin(former, run("run1", FILE), FILE, Optional.empty(), null);
    Lease lease = open("home2/1/b").leases().acquire(tenant, "home1/1/a").orElseThrow();
    now = NOW.plusSeconds(60);

    ledger.begin(lease, run("run2", FILE), FILE, Optional.empty(), null);

    assertThat(entry().runId()).isEqualTo("run2");
    assertThat(entry().token()).isEqualTo(lease.token());
    assertThat(entry().attempts()).isEqualTo(2);
    assertThat(entry().firstSeen()).isEqualTo(NOW);
    assertThat(ledger.files(tenant, NOW.minusSeconds(1))).as("indexed once").hasSize(1);
    assertThatThrownBy(() -> ledger.begin(former, run("run3", FILE), FILE, Optional.empty(), null))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LEASE_LOST));
  }

  @Test
  void a_content_is_known_from_its_first_run_on() {
    Lease lease = lease();
    assertThat(ledger.findIfKnown(tenant, FILE.sha256())).isEmpty();

    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);

    assertThat(ledger.findIfKnown(tenant, FILE.sha256())).contains(entry());
    assertThat(ledger.decisions(tenant, FILE.name(), 2))
        .extracting(FileDecision::decision)
        .containsExactly("admitted");
  }

  @Test
  void the_position_of_a_run_is_where_the_next_one_begins() {
    Lease lease = lease();
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);
    ResumePoint point = new ResumePoint(1234, 17, new Counts(15, 30, 2, 1, 0));
    ledger.advance(lease, run("run1", FILE), FILE, new DurablePosition(point, "r1.jsonl"), 99);

    assertThat(entry().position()).isEqualTo(point);
    assertThat(entry().rejectsPath()).isEqualTo("r1.jsonl");
    assertThat(entry().lastWriteMicros()).isEqualTo(99);

    ledger.finish(lease, run("run1", FILE), FILE, FileState.FAILED, failed("lost"), LAST_WRITE);
    assertThat(entry().position()).as("set back with its state intact").isEqualTo(point);

    RunFile resumed = new RunFile("a.tsv", "a.tsv", "00ff", FILE.stamp(), point, "r1.jsonl");
    ledger.begin(lease, run("run2", resumed), resumed, Optional.of(entry()), null);
    assertThat(entry().position()).isEqualTo(point);
    assertThat(entry().rejectsPath()).isEqualTo("r1.jsonl");
    ledger.finish(
        lease, run("run2", resumed), resumed, FileState.FAILED, failed("again"), LAST_WRITE);

    ledger.begin(lease, run("run3", FILE), FILE, Optional.of(entry()), null);
    assertThat(entry().position()).as("a run from the beginning forgets it").isNull();
    assertThat(entry().counts()).isEqualTo(Counts.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING DONE REFUSED FAILED",
    "DONE, REOPENED",
    "REFUSED, RUNNING",
    "FAILED, RUNNING",
    "REOPENED, RUNNING"
  })
  void only_these_changes_of_state_are_legal(FileState from, String to) {
    List<String> legal = new ArrayList<>();
    for (FileState next : FileState.values()) {
      if (from.mayBecome(next)) {
        legal.add(next.name());
      }
    }
    assertThat(String.join(" ", legal)).isEqualTo(to);
  }

  @Test
  void a_file_that_is_done_runs_again_only_after_it_was_reopened() {
    Lease lease = lease();
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);
    ledger.done(lease, run("run1", FILE), FILE, DONE, LAST_WRITE);

    assertThatThrownBy(
            () -> ledger.begin(lease, run("run2", FILE), FILE, Optional.of(entry()), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A file that is DONE cannot run");
    assertThat(ledger.reopen(entry())).isTrue();
    assertThat(ledger.reopen(entry())).isFalse();
    ledger.begin(lease, run("run2", FILE), FILE, Optional.of(entry()), null);
    assertThat(entry().attempts()).isEqualTo(2);
  }

  @Test
  void whoever_comes_with_an_old_token_changes_nothing() {
    Lease old = lease();
    ledger.begin(old, run("run1", FILE), FILE, Optional.empty(), null);
    Ledger other = open("home1/2/b");
    Lease taken = other.leases().acquire(tenant, "home1/1/a").orElseThrow();
    assertThat(taken.token()).isEqualTo(old.token() + 1);
    other.begin(taken, run("run2", FILE), FILE, Optional.of(entry()), null);

    ResumePoint point = new ResumePoint(5, 2, Counts.ZERO);
    for (Runnable late :
        List.<Runnable>of(
            () -> ledger.done(old, run("run1", FILE), FILE, DONE, LAST_WRITE),
            () ->
                ledger.finish(
                    old, run("run1", FILE), FILE, FileState.FAILED, failed("x"), LAST_WRITE),
            () -> ledger.advance(old, run("run1", FILE), FILE, new DurablePosition(point, null), 1),
            () -> ledger.leases().noteWrites(old, 1))) {
      assertThatThrownBy(late::run)
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LEASE_LOST));
    }
    assertThat(ledger.leases().renew(old)).isFalse();
    ledger.leases().release(old);
    assertThat(entry().runId()).isEqualTo("run2");
    assertThat(entry().state()).isEqualTo(FileState.RUNNING);
    assertThat(other.leases().renew(taken)).isTrue();
  }

  @Test
  void of_many_engines_that_want_a_tenant_one_gets_it() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Optional<Lease>>> wanted = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Ledger engine = open("home" + i + "/1/x");
        wanted.add(pool.submit(() -> engine.leases().acquire(tenant, null)));
      }
      int got = 0;
      for (Future<Optional<Lease>> each : wanted) {
        got += each.get().isPresent() ? 1 : 0;
      }
      assertThat(got).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_lease_that_was_given_back_can_be_taken_with_a_higher_token() {
    Lease first = lease();
    ledger.leases().noteWrites(first, 777);
    ledger.leases().release(first);

    Lease second = open("home2/1/z").leases().acquire(tenant, null).orElseThrow();

    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(second.lastWriteMicros()).isEqualTo(777);
  }

  /** As after an outage of Cassandra that is longer than a lease. */
  @Test
  void a_lease_that_has_run_out_is_taken_again_if_nobody_else_has_had_it() {
    Lease lease = lease();
    runOut();

    assertThat(ledger.leases().renew(lease)).isTrue();
    assertThat(ledger.leases().holder(tenant).engineId()).isEqualTo("home1/1/a");
    assertThat(ledger.leases().holder(tenant).token()).isEqualTo(lease.token());

    runOut();
    Ledger other = open("home2/1/b");
    Lease taken = other.leases().acquire(tenant, null).orElseThrow();
    assertThat(ledger.leases().renew(lease)).isFalse();
    other.leases().release(taken);
    assertThat(ledger.leases().renew(lease)).as("another one has had it").isFalse();
  }

  private void runOut() {
    CassandraServer.session()
        .execute(
            "DELETE engine_id FROM " + keyspace + ".tenant_lease WHERE tenant = ? IF EXISTS",
            tenant);
  }

  @Test
  void write_times_only_grow_whatever_the_clock_does() {
    HeldLease held = new HeldLease(new Lease(tenant, "e", 1, 5_000));

    assertThat(held.firstWriteMicros(4_000, 0)).isEqualTo(5_001);
    held.wrote(6_000);
    assertThat(held.firstWriteMicros(4_000, 7_000)).isEqualTo(7_001);
    assertThat(held.firstWriteMicros(9_000, 0)).isEqualTo(9_000);

    AtomicLong stored = new AtomicLong();
    held.wrote(20_000);
    held.wrote(10_000);
    held.storeWrites(stored::set);
    assertThat(stored).hasValue(20_000);
  }

  @Test
  void a_file_is_charged_once_however_often_it_is_charged() {
    Lease lease = lease();
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);
    ledger.done(lease, run("run1", FILE), FILE, DONE, LAST_WRITE);
    assertThat(ledger.charges(tenant, NOW.minus(Duration.ofDays(30)))).isEmpty();

    ledger.charge(run("run1", FILE), FILE, DONE, NOW);
    ledger.charge(entry());
    ledger.charge(entry());

    assertThat(ledger.charges(tenant, NOW.minus(Duration.ofDays(30))))
        .containsExactly(new Charge(NOW, 1, 7, 5));
    assertThat(ledger.charges("nobody", NOW.minus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void what_a_dead_engine_did_not_come_to_charge_is_charged_after_it() {
    Lease lease = lease();
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);
    ledger.done(lease, run("run1", FILE), FILE, DONE, LAST_WRITE);
    assertThat(ledger.isCharged(entry())).isFalse();

    ledger.chargeMissing(tenant, "home1/1/another", NOW.minusSeconds(60));
    assertThat(ledger.charges(tenant, NOW.minusSeconds(60))).isEmpty();
    ledger.chargeMissing(tenant, "home1/1/a", NOW.minusSeconds(60));
    ledger.chargeMissing(tenant, "home1/1/a", NOW.minusSeconds(60));

    assertThat(ledger.charges(tenant, NOW.minusSeconds(60)))
        .containsExactly(new Charge(NOW, 1, 7, 5));
    assertThat(ledger.isCharged(entry())).isTrue();
  }

  @Test
  void charges_are_read_over_the_days_from_the_instant_on() {
    List<Instant> times =
        IntStream.range(0, 5).mapToObj(day -> NOW.plus(Duration.ofDays(day))).toList();
    for (Instant time : times) {
      ledger.charge(run("run", FILE), FILE, DONE, time);
    }
    now = times.get(4).plusSeconds(1);

    assertThat(ledger.charges(tenant, times.get(2)))
        .extracting(Charge::at)
        .containsExactly(times.get(2), times.get(3), times.get(4));
    assertThat(ledger.charges(tenant, times.get(2).plusMillis(1))).hasSize(2);
  }

  @Test
  void the_files_of_a_tenant_are_listed_the_newest_first() {
    Lease lease = lease();
    for (int i = 0; i < 3; i++) {
      now = NOW.plus(Duration.ofDays(20L * i));
      RunFile file = new RunFile("f" + i, "f" + i, "0" + i, FILE.stamp());
      ledger.begin(lease, run("run" + i, file), file, Optional.empty(), null);
    }

    assertThat(ledger.files(tenant, NOW))
        .extracting(LedgerEntry::name)
        .containsExactly("f2", "f1", "f0");
    assertThat(ledger.files(tenant, NOW.plusSeconds(1)))
        .extracting(LedgerEntry::name)
        .containsExactly("f2", "f1");
  }

  @Test
  void what_became_done_in_a_period_is_read_with_plain_reads_but_for_what_runs() {
    Lease lease = lease();
    for (int day = 0; day < 5; day++) {
      now = NOW.plus(Duration.ofDays(day));
      RunFile file = new RunFile("f" + day, "f" + day, "0" + day, FILE.stamp());
      Run run = run("run" + day, file);
      ledger.begin(lease, run, file, Optional.empty(), null);
      if (day != 1) {
        ledger.done(lease, run, file, DONE, LAST_WRITE);
      }
    }
    WatchedSession watched = new WatchedSession(CassandraServer.session());
    Ledger asked = TestingLedger.open(watched.session(), keyspace, "home1/1/b", () -> now);
    Period period = new Period(NOW, NOW.plus(Duration.ofDays(2)).plusMillis(1));

    assertThat(asked.doneFiles(tenant, period))
        .extracting(DoneFile::name)
        .containsExactly("f2", "f0");

    assertThat(watched.sent(DefaultConsistencyLevel.LOCAL_SERIAL, "file_ledger")).isEqualTo(1);
    assertThat(watched.sent(DefaultConsistencyLevel.LOCAL_QUORUM, "file_ledger"))
        .as("f4 came more than a day after the period")
        .isEqualTo(4);
  }

  @Test
  void a_run_is_open_from_its_begin_until_its_last_file_has_ended() {
    Lease lease = lease();
    RunFile other = new RunFile("b", "b", "0b", FILE.stamp());
    ledger.begin(lease, run("run1", FILE), FILE, Optional.empty(), null);
    ledger.begin(lease, run("run1", other), other, Optional.empty(), null);
    ledger.done(lease, run("run1", FILE), FILE, DONE, LAST_WRITE);

    assertThat(ledger.openRuns(tenant, NOW)).as("it began then").isEmpty();
    assertThat(ledger.openRuns(tenant, NOW.plusMillis(1))).containsExactly("run1");
    ledger.finish(lease, run("run1", other), other, FileState.FAILED, failed("no"), LAST_WRITE);
    assertThat(ledger.openRuns(tenant, NOW.plusMillis(1))).isEmpty();
  }

  @Test
  void decisions_are_kept_the_newest_first() {
    Instant later = Instant.parse("2026-03-02T00:00:00Z");
    ledger.keep(
        tenant,
        List.of(
            new Judged("a.tsv", new Decision.Deferred("r1", "l1", "a1", later, "wait")),
            new Judged("b.tsv", Decision.ADMITTED)));
    now = NOW.plusSeconds(60);
    ledger.keep(tenant, List.of(new Judged("a.tsv", new Decision.Refused("r2", "l2", "a2", "no"))));

    assertThat(ledger.decisions(tenant, "a.tsv", 10))
        .containsExactly(
            new FileDecision(tenant, "a.tsv", now, "refused", "r2", "l2", "a2", null, "no"),
            new FileDecision(tenant, "a.tsv", NOW, "deferred", "r1", "l1", "a1", later, "wait"));
    assertThat(ledger.decisions(tenant, "a.tsv", 1)).hasSize(1);
    assertThat(ledger.decisions(tenant, "b.tsv", 10))
        .containsExactly(
            new FileDecision(tenant, "b.tsv", NOW, "admitted", null, null, null, null, null));
  }

  @Test
  void thousands_of_decisions_are_kept_at_once() {
    List<Judged> many =
        IntStream.range(0, 3_000).mapToObj(i -> new Judged("f" + i, Decision.ADMITTED)).toList();

    ledger.keep(tenant, many);

    assertThat(ledger.decisions(tenant, "f2999", 10)).hasSize(1);
  }

  private LedgerEntry entry() {
    return ledger.find(tenant, "00ff").orElseThrow();
  }

  private static FileResult failed(@Nullable String reason) {
    return new FileResult(
        "a.tsv", FileResult.State.FAILED, COUNTS, FailureCode.APP_FAILED, reason, "r1.jsonl", null);
  }

  private Run run(String id, RunFile file) {
    return new Run(
        id,
        TestingProfiles.of(tenant, ""),
        new PluginRef("toys", "1.0.0", "toys.jar", "0"),
        "toys",
        List.of(file),
        NOW,
        1);
  }
}
