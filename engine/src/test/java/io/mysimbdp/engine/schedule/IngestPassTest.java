package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Lease;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TestingLedger;
import io.mysimbdp.engine.metering.Books;
import io.mysimbdp.engine.metering.Charging;
import io.mysimbdp.engine.metering.Difference;
import io.mysimbdp.engine.metering.Reconciliation;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.UsageRecord;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.time.Period;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pass on a real ledger, with a worker that only says that it has done everything. */
class IngestPassTest {

  private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2);
  private static final Crew CREW = Crew.of(4);
  private static final AtomicInteger IDS = new AtomicInteger();
  private static String keyspace = "";

  @TempDir private Path folder;
  private final StopSignal stop = new StopSignal();
  private final List<String> runs = new ArrayList<>();

  /** Names of files whose next run fails. */
  private final Set<String> failing = new HashSet<>();

  /** The step at which the engine dies; null: at none. */
  private volatile @Nullable Step dieAt;

  /** What happens while a run goes on, by the name of its first file. */
  private final Map<String, Happening> meanwhile = new HashMap<>();

  /** Something that happens while a run goes on. */
  private interface Happening {
    void take(Run run) throws Exception;
  }

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("pass");
  }

  @AfterAll
  static void stop_threads() {
    CREW.close();
    TIMER.shutdownNow();
  }

  @Test
  void a_file_taken_back_before_it_is_refused_stops_nobody() throws Exception {
    Tenant one = tenant("limits { batch.files = 1, day.bytes = 10 }");
    Tenant two = tenant("");
    stage(one, "1.tsv", "a", 1);
    stage(one, "2.tsv", "far too much for one day", 2);
    stage(two, "3.tsv", "b", 3);
    meanwhile.put("1.tsv", run -> Files.delete(one.folder().staging().resolve("2.tsv")));

    List<TenantOutcome> outcomes = pass(one, two);

    assertThat(states(outcomes.get(0))).containsExactly("1.tsv DONE");
    assertThat(states(outcomes.get(1))).containsExactly("3.tsv DONE");
  }

  @Test
  void a_file_that_cannot_be_moved_away_fails_alone() throws Exception {
    Tenant one = tenant("files.patterns = [\"*.tsv\"]");
    Files.writeString(one.folder().refused(), "a file in the place of the folder");
    stage(one, "1.pdf", "a", 1);
    stage(one, "2.tsv", "b", 2);

    TenantOutcome outcome = pass(one).get(0);

    assertThat(outcome.failure()).isNull();
    assertThat(states(outcome)).containsExactly("1.pdf FAILED", "2.tsv DONE");
    assertThat(outcome.files().get(0).reason()).contains("1.pdf cannot be moved to ");
  }

  @Test
  void a_pipe_in_the_place_of_a_file_is_not_waited_for() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv", "a", 1);
    Path second = stage(one, "2.tsv", "b", 2);
    stage(one, "3.tsv", "c", 3);
    meanwhile.put(
        "1.tsv",
        run -> {
          Files.delete(second);
          assertThat(new ProcessBuilder("mkfifo", second.toString()).start().waitFor()).isZero();
        });

    TenantOutcome outcome = pass(one).get(0);

    assertThat(states(outcome)).containsExactly("1.tsv DONE", "2.tsv WAITING", "3.tsv DONE");
  }

  @Test
  void of_the_files_with_one_content_the_first_is_run_and_the_others_are_duplicates()
      throws Exception {
    Tenant one = tenant("");
    for (int i = 1; i <= 5; i++) {
      stage(one, i + ".tsv", i == 3 ? "b" : "a", i);
    }

    TenantOutcome outcome = pass(one).get(0);

    assertThat(states(outcome))
        .containsExactly(
            "1.tsv DONE", "3.tsv DONE", "2.tsv DUPLICATE", "4.tsv DUPLICATE", "5.tsv DUPLICATE");
    assertThat(runs).as("the others ask the ledger together").hasSize(1);
    assertThat(one.folder().done()).isDirectoryContaining("glob:**/5.tsv");
  }

  @Test
  void nothing_is_begun_after_a_stop() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv", "a", 1);
    stage(one, "2.tsv", "b", 2);
    meanwhile.put("1.tsv", run -> stop.trip("for a test"));

    TenantOutcome outcome = pass(one).get(0);

    assertThat(states(outcome)).containsExactly("1.tsv DONE", "2.tsv WAITING");
    assertThat(outcome.files().get(1).reason()).contains("stopped before its turn");
  }

  @Test
  void an_engine_whose_file_another_one_has_taken_over_commits_nothing() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv", "a", 1);
    Ledger other = ledger("home2/1/z");
    meanwhile.put(
        "1.tsv",
        run -> {
          Lease taken = other.leases().acquire(one.id(), "home1/1/a").orElseThrow();
          RunFile file = run.files().get(0);
          Run theirs =
              new Run(
                  "theirs",
                  run.profile(),
                  run.plugin(),
                  run.tenantFolder(),
                  run.files(),
                  run.startedAt(),
                  run.firstWriteTimeMicros() + 1);
          other.begin(taken, theirs, file, other.find(one.id(), file.sha256()), null);
        });

    TenantOutcome outcome = pass(one).get(0);

    assertThat(states(outcome)).containsExactly("1.tsv FAILED");
    assertThat(outcome.files().get(0).reason()).startsWith("another engine has taken over tenant ");
    assertThat(one.folder().staging().resolve("1.tsv")).exists();
    assertThat(other.charges(one.id(), Instant.EPOCH.plus(Duration.ofDays(20_000)))).isEmpty();
  }

  @Test
  void a_run_that_failed_and_was_run_again_is_charged_once() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv", "abc", 1);
    failing.add("1.tsv");

    assertThat(states(pass(one).get(0))).containsExactly("1.tsv FAILED");
    assertThat(states(pass(one).get(0))).containsExactly("1.tsv DONE");

    Books books = books(one);
    assertThat(books.records())
        .extracting(UsageRecord::outcome, UsageRecord::failure, UsageRecord::charging)
        .containsExactlyInAnyOrder(
            tuple(UsageRecord.Outcome.FAILED, FailureCode.APP_FAILED, Charging.NOTHING_DONE),
            tuple(UsageRecord.Outcome.DONE, null, Charging.CHARGED));
    assertThat(TenantUsage.of(books, null, Instant.now()).charged())
        .containsExactly(new TenantUsage.Charged(null, 1, 1, 3, 1, TestingRuns.CPU_TIME));
    assertThat(differences(one, books)).isEmpty();
  }

  /** Dies as an engine does that is killed: whatever comes after the step does not come about. */
  @ParameterizedTest
  @CsvSource({"METERED,2", "COMMITTED,1", "CHARGED,1", "MOVED,1"})
  void an_engine_that_dies_at_a_step_loses_and_doubles_nothing_of_the_bill(
      Step step, int recordsInTheEnd) throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv", "abc", 1);
    dieAt = step;
    pass(one);
    Books then = books(one);
    assertThat(then.records()).as("written before the first commit").hasSize(1);
    assertThat(differences(one, then))
        .extracting(Difference::kind)
        .isEqualTo(step == Step.COMMITTED ? List.of(Difference.Kind.NOT_CHARGED) : List.of());
    dieAt = null;

    pass(one);

    Books books = books(one);
    assertThat(books.records()).hasSize(recordsInTheEnd);
    assertThat(TenantUsage.of(books, null, Instant.now()).charged())
        .containsExactly(new TenantUsage.Charged(null, 1, 1, 3, 1, TestingRuns.CPU_TIME));
    assertThat(differences(one, books)).isEmpty();
  }

  private static Books books(Tenant tenant) {
    Instant now = Instant.now();
    return ledger("home1/1/a")
        .usage()
        .books(tenant.id(), new Period(now.minus(Duration.ofHours(1)), now.plusSeconds(60)));
  }

  private static List<Difference> differences(Tenant tenant, Books books) {
    Ledger ledger = ledger("home1/1/a");
    return Reconciliation.of(
            books,
            ledger.doneFiles(tenant.id(), books.period()),
            sha256 -> ledger.find(tenant.id(), sha256).isPresent())
        .differences();
  }

  private List<TenantOutcome> pass(Tenant... tenants) throws InterruptedException {
    Ledger ledger = ledger("home1/1/a");
    try (LeaseKeeper keeper =
        new LeaseKeeper(ledger.leases(), Duration.ofMinutes(10), TIMER, time -> {})) {
      Map<String, HeldLease> leases = new HashMap<>();
      for (Tenant tenant : tenants) {
        leases.put(tenant.id(), keeper.take(tenant.id(), null).orElseThrow());
      }
      Told told = new Told();
      List<TenantOutcome> outcomes =
          new IngestPass(
                  1,
                  new HeapBudget(1L << 30),
                  64L << 20,
                  5,
                  ledger,
                  TestingRuns.meter(ledger, InstantSource.system()),
                  new SayingDone(),
                  stop,
                  told,
                  InstantSource.system(),
                  () -> "run" + IDS.incrementAndGet(),
                  leases,
                  CREW,
                  TIMER)
              .run(List.of(tenants));
      assertThat(told.files)
          .as("who listens hears of each file what the outcome says")
          .containsExactlyInAnyOrderElementsOf(
              outcomes.stream()
                  .flatMap(each -> each.files().stream().map(file -> told(each.tenant(), file)))
                  .filter(file -> !file.endsWith("WAITING"))
                  .toList());
      return outcomes;
    }
  }

  private static String told(String tenant, FileOutcome file) {
    return tenant + "/" + file.name() + " " + file.state();
  }

  /** Hears of files, and ends the batch at a step. */
  private final class Told implements PassListener {

    final List<String> files = new CopyOnWriteArrayList<>();

    @Override
    public void concluded(String tenant, List<FileOutcome> outcomes) {
      outcomes.stream()
          .filter(file -> file.state() != FileOutcome.State.WAITING)
          .forEach(file -> files.add(told(tenant, file)));
    }

    @Override
    public void reached(Step step) {
      if (step == dieAt) {
        throw new EngineException(FailureCode.INTERNAL, "dies at " + step);
      }
    }
  }

  private static Ledger ledger(String engineId) {
    return TestingLedger.open(keyspace, engineId, InstantSource.system());
  }

  private static List<String> states(TenantOutcome outcome) {
    return outcome.files().stream().map(file -> file.name() + " " + file.state()).toList();
  }

  private Tenant tenant(String profile) throws IOException {
    String id = "pass" + IDS.incrementAndGet();
    TenantFolder place = new TenantFolder(folder.resolve(id));
    Files.createDirectories(place.staging());
    return new Tenant(
        TestingProfiles.of(id, profile), place, new PluginRef(id, "1", "x.jar", "00"), null);
  }

  private static Path stage(Tenant tenant, String name, String content, int order)
      throws IOException {
    Path file = Files.writeString(tenant.folder().staging().resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600 - order)));
    return file;
  }

  /** Does nothing, and says that all is done; a run that is stopped says so. */
  private final class SayingDone implements Worker {
    @Override
    public RunResult execute(Run run, StopSignal stopOfRun, RunCounters counters) {
      runs.add(run.id());
      if (failing.remove(run.files().get(0).name())) {
        return run.notRun(FailureCode.APP_FAILED, "for a test");
      }
      Happening step = meanwhile.get(run.files().get(0).name());
      if (step != null) {
        try {
          step.take(run);
        } catch (Exception e) {
          throw new EngineException(FailureCode.INTERNAL, "the test failed: " + e, e);
        }
      }
      return TestingRuns.done(run);
    }
  }
}
