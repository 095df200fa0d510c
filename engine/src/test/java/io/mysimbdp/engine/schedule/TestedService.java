package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service on a real ledger and real folders, with a worker that does what a test says: what its
 * tests have in common.
 */
abstract class TestedService {

  private static final AtomicInteger IDS = new AtomicInteger();
  // Of all classes of tests: to make the tables takes longer than most of them.
  static final String KEYSPACE = TestingLedger.newKeyspace("service");

  @TempDir private Path folder;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final Crew crew = Crew.of(4);
  final Ledger ledger = TestingLedger.open(KEYSPACE, "home/1/a", InstantSource.system());
  private final LeaseKeeper leases =
      new LeaseKeeper(ledger.leases(), Duration.ofMinutes(10), timer, time -> {});
  final StopSignal stop = new StopSignal();
  final Door door = new Door();
  final Script worker = new Script();
  final Thread thread = new Thread(this::serve, "service under test");
  IngestService service = service(Duration.ofMinutes(1), Duration.ofMinutes(1));
  List<ServiceTally> tallies = List.of();

  @AfterEach
  void end() throws InterruptedException {
    worker.letAllGoOn();
    service.stop();
    thread.join(20_000);
    assertThat(thread.isAlive()).as("the service ends").isFalse();
    leases.close();
    crew.close();
    timer.shutdownNow();
  }

  /** Asks how a tenant stands until it is as awaited. */
  TenantView view(Tenant tenant, Predicate<TenantView> awaited) throws InterruptedException {
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

  IngestService service(Duration rescan, Duration drain) {
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
        crew,
        timer);
  }

  void start(Tenant... tenants) {
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

  void stopAndWait() throws InterruptedException {
    service.stop();
    thread.join(20_000);
  }

  Tenant tenant(String profile) throws IOException {
    String id = "service" + IDS.incrementAndGet();
    TenantFolder place = new TenantFolder(folder.resolve(id));
    Files.createDirectories(place.staging());
    return new Tenant(
        TestingProfiles.of(id, profile), place, new PluginRef(id, "1", "x.jar", "1"), null);
  }

  static Tenant anytime(Tenant tenant) {
    return new Tenant(TestingProfiles.of(tenant.id(), ""), tenant.folder(), tenant.plugin(), null);
  }

  static Tenant version(Tenant tenant, String version) {
    return new Tenant(
        tenant.profile(),
        tenant.folder(),
        new PluginRef(tenant.id(), version, "x.jar", version),
        null);
  }

  /** Puts a file there in one step, with a content of its own. */
  static void stage(Tenant tenant, String name) throws IOException {
    Path part = tenant.folder().root().resolve(name);
    Files.writeString(part, tenant.id() + "/" + name);
    Files.move(part, tenant.folder().staging().resolve(name));
  }

  /** Opens tenants with real leases, or refuses to, and counts what is pinned. */
  final class Door implements TenantDoor {

    final List<String> opened = new ArrayList<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
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
  static final class Script implements Worker {

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
