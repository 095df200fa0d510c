package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.FileStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the ledger keeps of each time that a file came to an end, on a real Cassandra. */
class EndedFilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T23:59:59.500Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final RunFile FILE =
      new RunFile("a.tsv", "a.tsv", "00ff", new FileStamp(7, 1, ""));
  private static final Counts COUNTS = new Counts(3, 5, 1, 0, 7);
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static String keyspace = "";

  private final String tenant = "games" + TENANTS.incrementAndGet();
  private Instant now = NOW;
  private final Ledger ledger = TestingLedger.open(keyspace, "home1/1/a", () -> now);

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("ended");
  }

  @Test
  void every_end_of_a_file_is_kept_not_only_the_last_one() {
    Lease lease = ledger.leases().acquire(tenant, null).orElseThrow();
    Run first = run("run1", FILE);
    ledger.begin(lease, first, FILE, Optional.empty(), null);
    now = NOW.plusSeconds(1);
    ledger.finish(lease, first, FILE, FileState.FAILED, failed(), 1);
    RunFile resumed =
        new RunFile(
            FILE.name(),
            FILE.path(),
            FILE.sha256(),
            FILE.stamp(),
            new ResumePoint(4, 2, COUNTS),
            null);
    Run second = run("run2", resumed);
    ledger.begin(lease, second, resumed, ledger.find(tenant, "00ff"), null);
    now = NOW.plusSeconds(2);
    ledger.charge(second, resumed, done(), ledger.done(lease, second, resumed, done(), 2));

    assertThat(all())
        .containsExactly(
            new EndedFile(
                tenant,
                "a.tsv",
                NOW.plusSeconds(1),
                End.FAILED,
                "run1",
                NOW,
                false,
                7,
                COUNTS,
                Map.of(),
                "APP_FAILED",
                "it threw"),
            new EndedFile(
                tenant,
                "a.tsv",
                NOW.plusSeconds(2),
                End.DONE,
                "run2",
                NOW,
                true,
                7,
                COUNTS,
                Map.of("APP in stars", 1L),
                null,
                null));
    assertThat(all().get(1).duration()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void what_left_staging_without_a_run_has_ended_as_well_and_what_stays_there_has_not() {
    Decision.Refused refused =
        new Decision.Refused("files.max-size", "1 kB", "2 kB", "it is too large");
    ledger.keep(
        tenant,
        List.of(
            new Judged("large.tsv", refused, 2_000L),
            new Judged("folder", refused),
            new Judged("later.tsv", new Decision.Deferred("r", "l", "a", null, "wait"))));
    now = NOW.plusSeconds(1);
    ledger.duplicate(tenant, "again.tsv", 7);

    assertThat(all())
        .containsExactly(
            EndedFile.withoutRun(
                tenant, "large.tsv", NOW, End.REFUSED, 2_000, "files.max-size", "it is too large"),
            EndedFile.withoutRun(
                tenant, "again.tsv", NOW.plusSeconds(1), End.DUPLICATE, 7, null, null));
  }

  @Test
  void what_a_dead_engine_did_not_come_to_note_is_noted_with_the_charge_after_it() {
    Lease lease = ledger.leases().acquire(tenant, null).orElseThrow();
    Run run = run("run1", FILE);
    ledger.begin(lease, run, FILE, Optional.empty(), null);
    Instant doneAt = ledger.done(lease, run, FILE, done(), 1);
    assertThat(all()).isEmpty();

    ledger.chargeMissing(tenant, "home1/1/a", NOW.minus(YEAR));

    EndedFile noted = EndedFile.of(run, FILE, done(), doneAt);
    assertThat(all()).containsExactly(noted);
    ledger.charge(run, FILE, done(), doneAt);
    assertThat(all()).as("the same row").containsExactly(noted);
  }

  @Test
  void a_time_has_its_first_instant_but_not_its_last_one() {
    List<Instant> times =
        IntStream.range(0, 4).mapToObj(half -> NOW.plusMillis(500L * half)).toList();
    for (Instant time : times) {
      now = time;
      ledger.duplicate(tenant, "f", 1);
    }

    assertThat(read(times.get(0), times.get(3)))
        .as("over midnight")
        .extracting(EndedFile::endedAt)
        .containsExactlyElementsOf(times.subList(0, 3));
    assertThat(read(times.get(1), times.get(2))).hasSize(1);
    assertThat(read(times.get(3), times.get(0))).isEmpty();
    assertThat(read(NOW.minus(YEAR), NOW)).isEmpty();
  }

  @Test
  void more_files_than_fit_on_a_page_are_read_once_each() {
    ledger.keep(
        tenant,
        IntStream.range(0, 12_000)
            .mapToObj(
                i -> new Judged("f" + i, new Decision.Refused("readable", "l", "a", "no"), 1L))
            .toList());

    assertThat(all()).extracting(EndedFile::name).doesNotHaveDuplicates().hasSize(12_000);
  }

  @Test
  void an_end_that_was_lost_beside_its_charge_is_noted_by_the_next_engine() {
    Lease lease = ledger.leases().acquire(tenant, null).orElseThrow();
    Run run = run("run1", FILE);
    ledger.begin(lease, run, FILE, Optional.empty(), null);
    ledger.charge(run, FILE, done(), ledger.done(lease, run, FILE, done(), 1));
    List<EndedFile> noted = all();
    CassandraServer.session()
        .execute(
            "DELETE FROM " + keyspace + ".ended_file WHERE tenant = ? AND day = '2026-03-01'",
            tenant);
    LedgerEntry entry = ledger.find(tenant, "00ff").orElseThrow();
    assertThat(ledger.isCharged(entry)).isTrue();
    assertThat(ledger.isSettled(entry)).isFalse();

    ledger.chargeMissing(tenant, "home1/1/a", NOW.minus(YEAR));

    assertThat(ledger.isSettled(entry)).isTrue();
    assertThat(all()).isEqualTo(noted).hasSize(1);
  }

  @Test
  void tenants_are_known_by_the_days_of_a_time_whether_they_are_registered_or_not() {
    assertThat(tenants(NOW, NOW.plusSeconds(9))).doesNotContain(tenant);
    ledger.duplicate(tenant, "a", 1);

    assertThat(tenants(NOW, NOW.plusSeconds(9))).contains(tenant);
    assertThat(tenants(NOW.minus(YEAR), NOW.plus(YEAR.multipliedBy(999)))).contains(tenant);
    assertThat(tenants(NOW.minus(YEAR), NOW.minus(Duration.ofDays(1)))).doesNotContain(tenant);
    now = NOW.plus(YEAR);
    assertThat(tenants(NOW.plus(Duration.ofDays(1)), now)).doesNotContain(tenant);
  }

  @Test
  void what_ended_before_days_had_their_tenants_is_taken_over() {
    ledger.duplicate(tenant, "a", 1);
    assertThat(tenants(NOW, NOW.plusSeconds(9))).contains(tenant);
    String delete = "DELETE FROM " + keyspace + ".ended_tenant WHERE day = ";
    CassandraServer.session().execute(delete + "'2026-03-01'");
    assertThat(tenants(NOW, NOW.plusSeconds(9))).doesNotContain(tenant);

    CassandraServer.session().execute(delete + "'1970-01-01'");

    Ledger later = TestingLedger.open(keyspace, "home1/1/b", () -> NOW);
    assertThat(later.endedFiles(NOW, NOW.plusSeconds(9)).tenants()).contains(tenant);
    assertThat(later.endedFiles(NOW, NOW.plusSeconds(9)).tenants()).contains(tenant);
  }

  private Set<String> tenants(Instant from, Instant until) {
    return ledger.endedFiles(from, until).tenants();
  }

  private List<EndedFile> all() {
    return read(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
  }

  private List<EndedFile> read(Instant from, Instant until) {
    List<EndedFile> files = new ArrayList<>();
    ledger.endedFiles(from, until).forEach(tenant, from, until, files::add);
    return files;
  }

  private static FileResult done() {
    return result(FileResult.State.DONE, null, null, Map.of("APP in stars", 1L));
  }

  private static FileResult failed() {
    return result(FileResult.State.FAILED, FailureCode.APP_FAILED, "it\nthrew", Map.of());
  }

  private static FileResult result(
      FileResult.State state,
      @Nullable FailureCode code,
      @Nullable String reason,
      Map<String, Long> rejectKinds) {
    return new FileResult("a.tsv", state, COUNTS, code, reason, null, null, rejectKinds);
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
