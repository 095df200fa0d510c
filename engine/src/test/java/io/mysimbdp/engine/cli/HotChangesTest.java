package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.terminal.StatusBlock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service follows its tenants while they change under a steady stream of files: no file is lost
 * or run twice, each is run by the version that it should be, and nothing of a version that was
 * replaced is left behind.
 *
 * <p>{@code -Dmysimbdp.hot-changes=200} makes it as long as it should be now and then.
 */
class HotChangesTest {

  private static final int CHANGES = Integer.getInteger("mysimbdp.hot-changes", 6);
  private static final List<String> TENANTS = List.of("hot_one", "hot_two", "hot_three");

  /** What a JVM loads late: the first lambda, the first message, the first failure of a kind. */
  private static final int LATE_CLASSES = 300;

  private static final long LATE_METASPACE = 3L << 20;

  @TempDir private Path folder;

  /** Class loaders that tests before this one have left, with threads that nothing ends. */
  private long foreignLoaders;

  private HotTenants home;
  private EngineService service;
  private CompletableFuture<List<ServiceTally>> ended = new CompletableFuture<>();
  private Ledger ledger;

  @BeforeEach
  @SuppressWarnings("NullAway.Init") // each test begins here
  void start() {
    foreignLoaders = Footprint.now().loaders();
    home = new HotTenants(folder, TENANTS);
    Installation installation = Installation.load(folder, Map.of());
    ledger =
        PlatformLedger.open(
            CassandraServer.session(),
            installation,
            "operator",
            InstantSource.system(),
            message -> {});
    service = new EngineService(new Home(folder), Map.of(), Set.of(), StatusBlock.off());
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(service.run(installation));
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            },
            "service");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() {
    home.close();
    service.stop();
  }

  @Test
  @Timeout(3600)
  void nothing_is_lost_doubled_or_left_behind_by_changes_under_load() throws Exception {
    home.begin();
    for (String tenant : TENANTS) {
      awaitDone(tenant, home.drop(tenant));
    }
    Footprint early = Footprint.now();
    long begin = System.nanoTime();
    for (int i = 0; i < CHANGES; i++) {
      change(i, TENANTS.get((i + i / 12) % TENANTS.size()));
      assertThat(ended).as("the service goes on").isNotDone();
      if (i == CHANGES / 4) {
        early = Footprint.now();
      }
    }
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    home.endLoad();
    for (String tenant : TENANTS) {
      Eventually.await("all files of " + tenant, () -> home.staged(tenant).isEmpty());
    }
    Eventually.await(
        "the versions that were replaced to be let go",
        () -> Footprint.now().loaders() <= foreignLoaders + TENANTS.size());
    Footprint late = Footprint.now();
    service.stop();
    List<ServiceTally> tallies = outcome();

    System.out.printf(
        "%d changes in %d s, %d files, %d versions; class loaders %d, %d, after the stop %d; classes"
            + " %d, %d; metaspace %d KiB, %d KiB%n",
        CHANGES,
        seconds,
        home.dropped().size(),
        home.lastVersion(),
        early.loaders(),
        late.loaders(),
        Footprint.now().loaders(),
        early.classes(),
        late.classes(),
        early.metaspace() >> 10,
        late.metaspace() >> 10);
    assertThat(service.isCancelled()).isFalse();
    assertEveryFileWasIngestedOnce();
    assertThat(tallies.stream().mapToLong(ServiceTally::done).sum())
        .isEqualTo(home.dropped().size());
    assertThat(tallies)
        .allMatch(tally -> tally.failures() == 0 && tally.duplicates() == 0 && tally.refused() == 0)
        .allMatch(tally -> tally.waiting() == 0);
    assertThat(Footprint.now().loaders())
        .as("class loaders after the stop")
        .isLessThanOrEqualTo(foreignLoaders);
    assertThat(late.classes()).isLessThanOrEqualTo(early.classes() + LATE_CLASSES);
    assertThat(late.metaspace()).isLessThanOrEqualTo(early.metaspace() + LATE_METASPACE);
  }

  private List<ServiceTally> outcome() throws InterruptedException, ExecutionException {
    return ended.get();
  }

  private void change(int number, String tenant) throws Exception {
    switch (number % 12) {
      case 0 -> awaitVersion(tenant, home.replaceJar(tenant));
      case 1 -> {
        home.breakJar(tenant);
        awaitMore(tenant);
        awaitVersion(tenant, home.replaceJar(tenant));
      }
      case 2 -> {
        Runnable rest = home.copyHalfOfJar(tenant);
        awaitMore(tenant);
        rest.run();
        awaitVersion(tenant, home.lastVersion());
      }
      case 3 -> {
        home.unregister(tenant);
        String left = awaitRest(tenant);
        home.register(tenant);
        awaitDone(tenant, left);
      }
      case 4 -> {
        home.removeJar(tenant);
        String left = awaitRest(tenant);
        int version = home.replaceJar(tenant);
        awaitDone(tenant, left);
        assertThat(home.latest(tenant, "version")).isEqualTo(version);
        awaitVersion(tenant, version);
      }
      case 5 -> awaitMark(tenant, home.changeProfile(tenant));
      case 6 -> {
        home.breakProfile(tenant);
        awaitMore(tenant);
        awaitMark(tenant, home.changeProfile(tenant));
      }
      case 7 -> {
        home.breakConf();
        awaitMore(tenant);
        int era = home.changeConf();
        for (String each : TENANTS) {
          Eventually.await(
              "the changed engine.conf at " + each, () -> home.latest(each, "era") == era);
        }
      }
      case 8 -> {
        ledger.suspend(tenant, TenantControl.By.OPERATOR, "a test");
        String left = awaitRest(tenant);
        ledger.resume(tenant);
        awaitDone(tenant, left);
      }
      case 9 -> {
        home.changeQuota(tenant);
        awaitMark(tenant, home.changeProfile(tenant));
      }
      case 10 -> {
        home.replaceJar(tenant);
        home.replaceJar(tenant);
        awaitMark(tenant, home.changeProfile(tenant));
        awaitVersion(tenant, home.replaceJar(tenant));
      }
      case 11 -> {
        ledger.suspend(tenant, TenantControl.By.OPERATOR, "a test");
        int version = home.replaceJar(tenant);
        String left = awaitRest(tenant);
        home.unregister(tenant);
        home.register(tenant);
        ledger.resume(tenant);
        awaitDone(tenant, left);
        awaitVersion(tenant, version);
      }
      default -> throw new IllegalStateException("no such change: " + number);
    }
  }

  /** Waits until files are run by a version: each that is dropped from then on is, or by later. */
  private void awaitVersion(String tenant, int version) throws InterruptedException {
    Eventually.await(
        "version " + version + " of " + tenant, () -> home.latest(tenant, "version") == version);
    home.inForce(tenant, version);
  }

  private void awaitMark(String tenant, int mark) throws InterruptedException {
    Eventually.await(
        "the changed tenant.conf of " + tenant, () -> home.latest(tenant, "mark") == mark);
  }

  private void awaitDone(String tenant, String file) throws InterruptedException {
    Eventually.await(tenant + "/" + file + " to be done", () -> home.isDone(tenant, file));
  }

  /** Waits for two more files, one after the other, as they come in beside the others. */
  private void awaitMore(String tenant) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      awaitDone(tenant, home.drop(tenant));
    }
  }

  /**
   * Waits until a tenant is not served any more; returns a file of it that is left.
   *
   * @throws AssertionError when that file is not left
   */
  private String awaitRest(String tenant) throws InterruptedException {
    Eventually.await(
        tenant + " to be served no more", () -> ledger.leases().holder(tenant).engineId() == null);
    String file = home.drop(tenant);
    for (String other : TENANTS) {
      if (!other.equals(tenant)) {
        awaitDone(other, home.drop(other));
      }
    }
    assertThat(home.staged(tenant)).as("left alone").contains(file);
    return file;
  }

  private void assertEveryFileWasIngestedOnce() {
    Instant since = Instant.now().minus(Duration.ofDays(1));
    for (String tenant : TENANTS) {
      Map<String, List<Row>> rows = new HashMap<>();
      for (Row row : home.rows(tenant)) {
        rows.computeIfAbsent(String.valueOf(row.getString("file")), f -> new ArrayList<>())
            .add(row);
      }
      Map<String, LedgerEntry> entries = new HashMap<>();
      for (LedgerEntry entry : ledger.files(tenant, since)) {
        assertThat(entries.put(entry.name(), entry)).as("one entry of %s", entry.name()).isNull();
      }
      List<HotTenants.Dropped> dropped =
          home.dropped().stream().filter(file -> file.tenant().equals(tenant)).toList();
      for (HotTenants.Dropped file : dropped) {
        String name = tenant + "/" + file.name();
        assertThat(entries).containsKey(file.name());
        LedgerEntry entry = Objects.requireNonNull(entries.get(file.name()));
        assertThat(entry.state()).as(name).isEqualTo(FileState.DONE);
        assertThat(entry.attempts()).as("attempts at " + name).isEqualTo(1);
        assertThat(home.isDone(tenant, file.name())).as(name).isTrue();
        List<Row> own = rows.getOrDefault(file.name(), List.of());
        assertThat(own).as(name).hasSize(HotTenants.LINES);
        assertThat(own)
            .as(name)
            .allMatch(row -> (file.name() + row.getLong("line")).equals(row.getString("value")));
        assertThat(own.stream().map(row -> row.getLong("version")).distinct())
            .as("the version that ran " + name)
            .singleElement()
            .satisfies(
                version ->
                    assertThat(version)
                        .isGreaterThanOrEqualTo(file.atLeast())
                        .isLessThanOrEqualTo(home.lastVersion()));
        assertThat(entry.pluginVersion())
            .as(name)
            .isEqualTo("1.0." + own.get(0).getLong("version"));
      }
      assertThat(rows).hasSameSizeAs(dropped);
      assertThat(entries).hasSameSizeAs(dropped);
      assertThat(ledger.charges(tenant, since)).hasSameSizeAs(dropped);
    }
  }
}
