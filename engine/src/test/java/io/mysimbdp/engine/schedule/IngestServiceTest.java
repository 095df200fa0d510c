package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TestingLedger;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real ledger and real folders, with a worker that does what a test says. */
class IngestServiceTest {

  private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2);
  private static final Crew CREW = Crew.of(4);
  private static final AtomicInteger IDS = new AtomicInteger();
  private static String keyspace = "";

  @TempDir private Path folder;
  private final Ledger ledger = TestingLedger.open(keyspace, "home/1/a", InstantSource.system());
  private final LeaseKeeper leases =
      new LeaseKeeper(ledger.leases(), Duration.ofMinutes(10), TIMER, time -> {});
  private final StopSignal stop = new StopSignal();
  private final Door door = new Door();
  private final Script worker = new Script();
  private final Thread thread = new Thread(this::serve, "service under test");
  private IngestService service = service(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private List<ServiceTally> tallies = List.of();

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("service");
  }

  @AfterAll
  static void stop_threads() {
    CREW.close();
    TIMER.shutdownNow();
  }

  @AfterEach
  void end() throws InterruptedException {
    worker.letAllGoOn();
    service.stop();
    thread.join(20_000);
    assertThat(thread.isAlive()).as("the service ends").isFalse();
    leases.close();
  }

  @Test
  void files_are_taken_as_they_come() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    start(one);
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");

    stage(one, "2.tsv");
    service.changed(one.id());

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    stopAndWait();
    assertThat(tallies).extracting(ServiceTally::done).containsExactly(2L);
    assertThat(one.folder().done()).isDirectoryContaining("glob:**/2.tsv");
  }

  @Test
  void a_change_that_nobody_tells_of_is_found_by_looking_again() throws Exception {
    service = service(Duration.ofMillis(200), Duration.ofMinutes(1));
    Tenant one = tenant("");
    start(one);
    door.awaitNothing();

    stage(one, "1.tsv");

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
  }

  @Test
  void a_tenant_without_files_is_neither_opened_nor_leased() throws Exception {
    Tenant idle = tenant("");
    Tenant busy = tenant("");
    stage(busy, "1.tsv");

    start(idle, busy);
    worker.nextRun();
    stopAndWait();

    assertThat(door.opened).containsExactly(busy.id() + " 1");
  }

  @Test
  void a_tenant_outside_of_its_windows_is_not_opened_before_they_open() throws Exception {
    Tenant closed = tenant("run-windows = [\"0 0 29 2 *\"]");
    Tenant open = tenant("");
    stage(closed, "1.tsv");
    stage(open, "2.tsv");

    start(closed, open);
    assertThat(worker.nextRun()).isEqualTo(open.id() + " 1: 2.tsv");
    assertThat(door.opened).containsExactly(open.id() + " 1");
    service.update(List.of(anytime(closed), open), () -> {});

    assertThat(worker.nextRun()).isEqualTo(closed.id() + " 1: 1.tsv");
  }

  @Test
  void the_next_batch_is_run_by_the_new_version_and_the_one_under_way_by_the_old()
      throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");

    stage(one, "2.tsv");
    CountDownLatch applied = new CountDownLatch(1);
    service.update(List.of(version(one, "2")), applied::countDown);
    assertThat(applied.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(door.pinned(one.id(), "1")).as("the old version is kept").isTrue();
    goOn.countDown();

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 2: 2.tsv");
    stopAndWait();
    assertThat(door.pinned(one.id(), "1")).as("it is let go in the end").isFalse();
    assertThat(door.opened).containsExactly(one.id() + " 1", one.id() + " 2");
    assertThat(tallies.get(0).done()).isEqualTo(2);
  }

  @Test
  void a_version_that_cannot_be_opened_leaves_the_old_one_serving() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    start(one);
    worker.nextRun();
    door.refuse(one.id() + " 2", "its tables contradict those that are there");

    service.update(List.of(version(one, "2")), () -> {});
    stage(one, "2.tsv");
    service.changed(one.id());

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    // The file may be found before the new version has been tried.
    Eventually.await(
        "the trouble to be told",
        () ->
            "its tables contradict those that are there; it is served as it was before"
                .equals(service.tallies().get(0).trouble()));
  }

  @Test
  void a_tenant_that_is_removed_ends_its_batch_and_is_let_go() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    Tenant other = tenant("");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one, other);
    worker.nextRun();

    CountDownLatch applied = new CountDownLatch(1);
    service.update(List.of(other), applied::countDown);
    assertThat(applied.await(10, TimeUnit.SECONDS)).isTrue();
    service.tallies();
    assertThat(door.gone).as("it has a batch under way").isEmpty();
    goOn.countDown();

    assertThat(door.nextClosed()).isEqualTo(one.id());
    assertThat(door.gone.poll(20, TimeUnit.SECONDS)).isEqualTo(one.id());
    stopAndWait();
    assertThat(tallies).extracting(ServiceTally::done).containsExactly(1L, 0L);
    assertThat(door.pinned(one.id(), "1")).isFalse();
    assertThat(one.folder().staging()).isDirectoryContaining("glob:**/2.tsv");
    assertThat(ledger.leases().holder(one.id()).engineId()).as("its lease is free").isNull();
  }

  @Test
  void a_tenant_that_cannot_be_opened_is_tried_again_and_the_others_go_on() throws Exception {
    Tenant one = tenant("");
    Tenant other = tenant("");
    stage(one, "1.tsv");
    stage(other, "2.tsv");
    door.refuse(one.id() + " 1", "Cassandra is not there");

    start(one, other);

    assertThat(worker.nextRun()).isEqualTo(other.id() + " 1: 2.tsv");
    door.admit(one.id() + " 1");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
  }

  @Test
  void files_that_have_failed_together_are_tried_again_alone() throws Exception {
    Tenant one = tenant("");
    stage(one, "bad.tsv");
    stage(one, "good.tsv");
    worker.fail("bad.tsv");

    start(one);

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: bad.tsv, good.tsv");
    List<String> alone = new ArrayList<>(List.of(worker.nextRun(), worker.nextRun()));
    assertThat(alone)
        .containsExactlyInAnyOrder(one.id() + " 1: bad.tsv", one.id() + " 1: good.tsv");
    worker.mend("bad.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: bad.tsv");
    stopAndWait();
    assertThat(tallies.get(0).done()).isEqualTo(2);
    assertThat(tallies.get(0).failures()).isEqualTo(3);
  }

  @Test
  void a_tenant_whose_runs_fail_is_suspended_until_it_is_resumed() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    for (int i = 1; i <= 4; i++) {
      stage(one, i + ".tsv");
      worker.fail(i + ".tsv");
    }

    start(one);
    for (int i = 1; i <= 3; i++) {
      assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: " + i + ".tsv");
    }

    assertThat(door.nextClosed()).as("after three it is given up").isEqualTo(one.id());
    assertThat(ledger.control(one.id()).isSuspended()).isTrue();
    assertThat(ledger.control(one.id()).failedRuns()).isEqualTo(3);
    for (int i = 1; i <= 4; i++) {
      worker.mend(i + ".tsv");
    }
    ledger.resume(one.id());
    service.update(List.of(one), () -> {});
    List<String> runs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      runs.add(worker.nextRun());
    }
    assertThat(runs).allMatch(run -> run.startsWith(one.id()));
  }

  @Test
  void what_a_quota_of_a_pass_keeps_out_comes_with_the_next_look() throws Exception {
    service = service(Duration.ofMillis(300), Duration.ofMinutes(1));
    Tenant one = tenant("limits { pass.files = 1, batch.files = 1 }");
    stage(one, "1.tsv");
    stage(one, "2.tsv");

    start(one);

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
  }

  @Test
  void what_is_under_way_may_end_when_the_service_stops() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    service.stop();
    goOn.countDown();
    thread.join(20_000);

    assertThat(tallies.get(0).done()).isEqualTo(1);
    assertThat(tallies.get(0).waiting()).isEqualTo(1);
    assertThat(stop.isTripped()).as("nothing had to be cancelled").isFalse();
  }

  @Test
  void what_does_not_end_in_time_is_cancelled() throws Exception {
    service = service(Duration.ofMinutes(1), Duration.ofMillis(1));
    Tenant one = tenant("");
    stage(one, "1.tsv");
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    stopAndWait();

    assertThat(stop.isTripped()).isTrue();
    assertThat(tallies.get(0).done()).isZero();
    assertThat(one.folder().staging()).isDirectoryContaining("glob:**/1.tsv");
  }

  @Test
  void a_folder_in_staging_is_reported_once_and_stops_nobody() throws Exception {
    Tenant one = tenant("");
    Files.createDirectory(one.folder().staging().resolve("sub"));
    stage(one, "1.tsv");
    start(one);
    worker.nextRun();

    stage(one, "2.tsv");
    service.changed(one.id());
    worker.nextRun();
    stopAndWait();

    assertThat(tallies.get(0).refused()).isEqualTo(1);
    assertThat(tallies.get(0).done()).isEqualTo(2);
  }

  @Test
  void who_asks_is_told_what_runs_and_why_the_others_wait() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    stage(one, "3.tsv");
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.running() == 1 && each.waiting().count() == 2);

    assertThat(view.phase()).isEqualTo(TenantView.Phase.OPEN);
    assertThat(view.hold()).isNull();
    assertThat(view.waiting().bytes()).isEqualTo(2L * (one.id() + "/2.tsv").length());
    assertThat(view.waiting().oldest()).isNotNull();
    assertThat(view.waiting().first())
        .extracting(FileWait::name, FileWait::cause, FileWait::reason)
        .containsExactly(
            tuple(
                "2.tsv",
                FileWait.Cause.TURN,
                "it waits for a batch of its tenant to end, which has 1 under way and may have no"
                    + " more"),
            tuple(
                "3.tsv",
                FileWait.Cause.TURN,
                "it waits for a batch of its tenant to end, which has 1 under way and may have no"
                    + " more; 1 file of its tenant before it"));
    assertThat(service.view().orElseThrow().running()).isEqualTo(1);
    assertThat(service.view().orElseThrow().concurrentRuns()).isEqualTo(2);
  }

  @Test
  void who_asks_is_told_of_a_quota_and_until_when() throws Exception {
    Tenant one = tenant("limits { hour.files = 1, batch.files = 1 }");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    stage(one, "3.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.hold() != null && each.waiting().count() == 2);

    FileWait first = view.waiting().first().get(0);
    assertThat(first.name()).isEqualTo("2.tsv");
    assertThat(first.cause()).isEqualTo(FileWait.Cause.QUOTA);
    assertThat(first.reason()).contains("limits.hour.files");
    assertThat(first.until()).isNotNull().isEqualTo(Objects.requireNonNull(view.hold()).until());
    assertThat(view.waiting().first().get(1).reason()).startsWith("it waits behind 2.tsv: ");
    assertThat(view.quotas()).hasSize(1);
    assertThat(view.quotas().get(0).used()).isEqualTo(1);
    // Given up after a while, and new files come: they are counted all the same.
    door.nextClosed();
    stage(one, "4.tsv");
    view(one, each -> each.phase() == TenantView.Phase.IDLE && each.waiting().count() == 3);
  }

  @Test
  void who_asks_is_told_of_a_window_that_is_closed() throws Exception {
    Tenant closed = tenant("run-windows = [\"0 0 29 2 *\"]");
    stage(closed, "1.tsv");
    start(closed);

    TenantView view = view(closed, each -> each.waiting().count() == 1);

    assertThat(view.phase()).isEqualTo(TenantView.Phase.IDLE);
    assertThat(view.waiting().first().get(0).cause()).isEqualTo(FileWait.Cause.WINDOW);
    assertThat(view.waiting().first().get(0).reason()).startsWith("outside of run-windows = ");
  }

  @Test
  void who_asks_is_told_of_a_suspension_that_files_wait_for() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    worker.nextRun();
    service.update(List.of(one.withSuspension("for a test")), () -> {});

    TenantView busy = view(one, each -> each.hold() != null && each.waiting().count() == 1);

    assertThat(busy.running()).isEqualTo(1);
    assertThat(busy.waiting().first())
        .extracting(FileWait::name, FileWait::cause, FileWait::reason, FileWait::until)
        .containsExactly(tuple("2.tsv", FileWait.Cause.SUSPENDED, "for a test", null));
    goOn.countDown();
    door.nextClosed();
    stage(one, "3.tsv");
    TenantView idle = view(one, each -> each.waiting().count() == 2);
    assertThat(idle.phase()).isEqualTo(TenantView.Phase.IDLE);
    assertThat(idle.waiting().first())
        .extracting(FileWait::cause)
        .containsOnly(FileWait.Cause.SUSPENDED);
    assertThat(idle.waiting().unready()).isZero();

    service.update(List.of(one), () -> {});

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 3.tsv");
    view(one, each -> each.waiting().count() == 0 && each.tally().done() == 3);
  }

  @Test
  void who_asks_is_told_what_has_failed_and_is_still_being_written() throws Exception {
    Tenant one = tenant("files { completion = marker, marker-suffix = \".ok\" }");
    stage(one, "bad.tsv");
    stage(one, "bad.tsv.ok");
    stage(one, "late.tsv");
    worker.fail("bad.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.tally().failures() == 1);

    assertThat(view.waiting().first())
        .extracting(FileWait::name, FileWait::cause)
        .containsExactlyInAnyOrder(
            tuple("bad.tsv", FileWait.Cause.RETRY), tuple("late.tsv", FileWait.Cause.MARKER));
    assertThat(view.waiting().count()).isEqualTo(2);
    assertThat(view.waiting().ready()).as("late.tsv waits for nobody but its sender").isEqualTo(1);
    assertThat(view.waiting().first())
        .filteredOn(file -> file.name().equals("bad.tsv"))
        .extracting(FileWait::reason)
        .containsExactly("it has failed once and is tried again: the app failed");
  }

  @Test
  void who_asks_is_told_of_trouble() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    door.refuse(one.id() + " 1", "its tables contradict those that are there");
    start(one);

    TenantView view = view(one, each -> each.waiting().count() == 1);

    assertThat(view.tally().trouble()).isEqualTo("its tables contradict those that are there");
    assertThat(view.waiting().first().get(0).cause()).isEqualTo(FileWait.Cause.TROUBLE);
    assertThat(view.waiting().first().get(0).until()).isNotNull();
  }

  @Test
  void a_service_that_has_not_begun_or_has_ended_keeps_nobody_waiting_for_long() throws Exception {
    Tenant one = tenant("");
    start(one);
    view(one, each -> true);

    stopAndWait();

    assertThat(service.view()).isPresent();
    assertThat(service.view().orElseThrow().stopping()).isTrue();
  }

  @Test
  void many_files_are_counted_and_few_of_them_named() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    for (int i = 1; i <= 70; i++) {
      stage(one, i + ".tsv");
    }
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.running() == 1);

    assertThat(view.waiting().count()).isEqualTo(69);
    assertThat(view.waiting().first()).hasSize(FilesWaiting.MOST_NAMED);
  }

  /** Asks how a tenant stands until it is as awaited. */
  private TenantView view(Tenant tenant, Predicate<TenantView> awaited)
      throws InterruptedException {
    AtomicReference<@Nullable TenantView> last = new AtomicReference<>();
    Eventually.await(
        "a view of " + tenant.id(),
        () -> {
          TenantView view = service.view().flatMap(each -> each.tenant(tenant.id())).orElseThrow();
          last.set(view);
          return awaited.test(view);
        });
    return Objects.requireNonNull(last.get());
  }

  private IngestService service(Duration rescan, Duration drain) {
    return new IngestService(
        new ServiceSettings(2, rescan, Duration.ofSeconds(1), drain, 3),
        new HeapBudget(1L << 30),
        64L << 20,
        ledger,
        TestingRuns.meter(ledger, InstantSource.system()),
        worker,
        door,
        stop,
        TestingRuns.SILENT,
        InstantSource.system(),
        () -> "run" + IDS.incrementAndGet(),
        () -> 0,
        CREW,
        TIMER);
  }

  private void start(Tenant... tenants) {
    service.update(List.of(tenants), () -> {});
    thread.start();
  }

  private void serve() {
    try {
      tallies = service.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopAndWait() throws InterruptedException {
    service.stop();
    thread.join(20_000);
  }

  private Tenant tenant(String profile) throws IOException {
    String id = "service" + IDS.incrementAndGet();
    TenantFolder place = new TenantFolder(folder.resolve(id));
    Files.createDirectories(place.staging());
    return new Tenant(
        TestingProfiles.of(id, profile), place, new PluginRef(id, "1", "x.jar", "1"), null);
  }

  private static Tenant anytime(Tenant tenant) {
    return new Tenant(TestingProfiles.of(tenant.id(), ""), tenant.folder(), tenant.plugin(), null);
  }

  private static Tenant version(Tenant tenant, String version) {
    return new Tenant(
        tenant.profile(),
        tenant.folder(),
        new PluginRef(tenant.id(), version, "x.jar", version),
        null);
  }

  /** Puts a file there in one step, with a content of its own. */
  private static void stage(Tenant tenant, String name) throws IOException {
    Path part = tenant.folder().root().resolve(name);
    Files.writeString(part, tenant.id() + "/" + name);
    Files.move(part, tenant.folder().staging().resolve(name));
  }

  /** Opens tenants with real leases, or refuses to, and counts what is pinned. */
  private final class Door implements TenantDoor {

    private final List<String> opened = new ArrayList<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> pins = new ConcurrentHashMap<>();

    @Override
    public HeldLease open(Tenant tenant, Optional<HeldLease> held) throws InterruptedException {
      String key = tenant.id() + " " + tenant.plugin().version();
      String why = refused.get(key);
      if (why != null) {
        throw new EngineException(FailureCode.SCHEMA_CONFLICT, why);
      }
      synchronized (opened) {
        opened.add(key);
      }
      return held.isPresent() ? held.get() : leases.take(tenant.id(), null).orElseThrow();
    }

    @Override
    public void gone(String tenant) {
      gone.add(tenant);
    }

    @Override
    public void close(HeldLease lease) {
      leases.giveBack(lease);
      closed.add(lease.lease().tenant());
    }

    @Override
    public Pin pin(PluginRef plugin) {
      AtomicInteger count =
          pins.computeIfAbsent(plugin.id() + " " + plugin.version(), key -> new AtomicInteger());
      count.incrementAndGet();
      return count::decrementAndGet;
    }

    boolean pinned(String id, String version) {
      AtomicInteger count = pins.get(id + " " + version);
      return count != null && count.get() > 0;
    }

    void refuse(String key, String why) {
      refused.put(key, why);
    }

    void admit(String key) {
      refused.remove(key);
    }

    String nextClosed() throws InterruptedException {
      return String.valueOf(closed.poll(20, TimeUnit.SECONDS));
    }

    /** Waits until the service has looked at all folders and found nothing. */
    void awaitNothing() throws InterruptedException {
      service.tallies();
      service.tallies();
      assertThat(opened).isEmpty();
    }
  }

  /** Says of files what a test wants it to; a run can be held until it is let go on or stopped. */
  private static final class Script implements Worker {

    private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
    private final Map<String, Boolean> failing = new ConcurrentHashMap<>();

    CountDownLatch hold(String file) {
      CountDownLatch latch = new CountDownLatch(1);
      holds.put(file, latch);
      return latch;
    }

    void letAllGoOn() {
      holds.values().forEach(CountDownLatch::countDown);
    }

    void fail(String file) {
      failing.put(file, true);
    }

    void mend(String file) {
      failing.remove(file);
    }

    String nextRun() throws InterruptedException {
      return String.valueOf(runs.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public RunResult execute(Run run, StopSignal stopOfRun, RunCounters counters) {
      List<String> names = run.files().stream().map(RunFile::name).toList();
      runs.add(run.profile().id() + " " + run.plugin().version() + ": " + String.join(", ", names));
      CountDownLatch hold = holds.get(names.get(0));
      if (hold != null) {
        try {
          while (!hold.await(20, TimeUnit.MILLISECONDS)) {
            if (stopOfRun.isTripped()) {
              return run.notRun(FailureCode.CANCELLED, "the engine was stopped");
            }
          }
        } catch (InterruptedException e) {
          return run.notRun(FailureCode.CANCELLED, "the run was interrupted");
        }
      }
      if (names.stream().anyMatch(failing::containsKey)) {
        return run.notRun(FailureCode.APP_FAILED, "the app failed");
      }
      return TestingRuns.done(run);
    }
  }
}
