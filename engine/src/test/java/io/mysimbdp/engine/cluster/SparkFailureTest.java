package io.mysimbdp.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.spark.SparkCluster;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of runs when parts of a real cluster are killed under them. */
class SparkFailureTest {

  /** Waits at a line that says so, until the run is cancelled; whoever is killed there, waits. */
  private static final String WAITING =
      """
      package acme;
      import io.mysimbdp.tenant.*;
      public class App extends WranglingApp {
        static final Table T = Table.of("t", "a", "b");
        public Outcome wrangle(InputRecord record) throws InterruptedException {
          if (record.get(0).equals("wait")) Thread.sleep(600_000);
          return Outcome.write(T.row(record.get(0), record.get(1)));
        }
      }
      """;

  /** Takes all the memory there is. */
  private static final String GREEDY =
      """
      package acme;
      import io.mysimbdp.tenant.*;
      public class App extends WranglingApp {
        static final java.util.List<byte[]> HOARD = new java.util.ArrayList<>();
        public Outcome wrangle(InputRecord record) {
          while (true) HOARD.add(new byte[1 << 20]);
        }
      }
      """;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SparkCluster cluster = SparkCluster.shared();
  private final RunCounters counters = new RunCounters();
  private String keyspace = "";
  private int runs;
  private PluginCatalog catalog;
  private SparkWorker worker;

  @BeforeEach
  void create_table() throws IOException {
    keyspace = CassandraServer.newKeyspace("failure");
    CassandraServer.session()
        .execute("CREATE TABLE " + keyspace + ".t (a text PRIMARY KEY, b text)");
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar.named("waiting").source("acme.App", WAITING).service("acme.App").buildInto(plugins);
    PluginJar.named("greedy").source("acme.App", GREEDY).service("acme.App").buildInto(plugins);
    catalog = PluginCatalog.load(plugins, "1.0.0");
    worker =
        TestingExecutors.worker(
            folder.resolve("work"),
            catalog,
            timer,
            List.of(),
            TestingShares.all(),
            Map.of("spark.cores.max", "1"));
  }

  @AfterEach
  void end() {
    worker.close();
    catalog.close();
    timer.shutdownNow();
    cluster.restore();
  }

  @Test
  void a_run_is_set_back_with_its_executor_and_goes_through_on_the_next() throws Exception {
    CompletableFuture<RunResult> result = begin("waiting", "a\tb\n1\t2\nwait\tx\n");
    Eventually.await("its last record", () -> counters.counts().recordsRead() == 2);

    cluster.killExecutors();

    RunResult lost = result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(lost.code()).isEqualTo(FailureCode.EXECUTOR_LOST);
    assertThat(lost.reason()).startsWith("its executor 0 was lost: ").contains("137");
    assertThat(lost.files())
        .extracting(FileResult::state)
        .containsExactly(FileResult.State.SET_BACK);
    RunResult next = execute("waiting", "a\tb\n1\t2\n");
    assertThat(next.reason()).isNull();
    assertThat(next.files().get(0).counts().rowsWritten()).isEqualTo(1);
  }

  @Test
  void a_worker_that_is_killed_takes_its_run_along_and_another_takes_the_next() throws Exception {
    CompletableFuture<RunResult> result = begin("waiting", "a\tb\n1\t2\nwait\tx\n");
    Eventually.await("its last record", () -> counters.counts().recordsRead() == 2);

    // The executor is its child, and ends with it; which of the two has one is not said.
    List<ProcessHandle> executors = cluster.executors();
    for (int i = cluster.status().workers().size() - 1; i >= 0; i--) {
      boolean isParent =
          cluster.status().workers().get(i).handle().stream()
              .flatMap(ProcessHandle::children)
              .anyMatch(executors::contains);
      if (isParent) {
        cluster.killWorker(i);
      }
    }

    assertThat(result.get(LIMIT.toSeconds(), TimeUnit.SECONDS).code())
        .isEqualTo(FailureCode.EXECUTOR_LOST);
    assertThat(execute("waiting", "a\tb\n1\t2\n").reason()).isNull();
  }

  @Test
  void a_driver_that_is_killed_is_replaced() throws Exception {
    CompletableFuture<RunResult> result = begin("waiting", "a\tb\n1\t2\nwait\tx\n");
    Eventually.await("its last record", () -> counters.counts().recordsRead() == 2);

    ProcessHandle driver =
        ProcessHandle.current()
            .children()
            .filter(
                child ->
                    child.info().commandLine().orElse("").contains("io.mysimbdp.spark.driver."))
            .findFirst()
            .orElseThrow();
    driver.destroyForcibly();

    RunResult lost = result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(lost.code()).isEqualTo(FailureCode.EXECUTOR_LOST);
    assertThat(lost.files().get(0).state()).isEqualTo(FileResult.State.SET_BACK);
    assertThat(execute("waiting", "a\tb\n1\t2\n").reason()).isNull();
  }

  @Test
  void what_runs_goes_on_without_a_master() throws Exception {
    assertThat(execute("waiting", "a\tb\n1\t2\n").reason()).isNull();

    cluster.killMaster();

    assertThat(execute("waiting", "a\tb\n3\t4\n").reason()).isNull();
  }

  @Test
  void an_app_that_takes_its_executor_down_gets_a_process_and_is_known_for_it() throws Exception {
    RunResult first = execute("greedy", "a\tb\n1\t2\n");
    assertThat(first.code()).isEqualTo(FailureCode.EXECUTOR_LOST);

    RunResult second = execute("greedy", "a\tb\n1\t2\n");

    assertThat(second.code())
        .as(second.reason())
        .isNotNull()
        .extracting(FailureCode::owner)
        .isEqualTo(Owner.TENANT_CODE);
    assertThat(execute("waiting", "a\tb\n1\t2\n").reason()).as("others go on").isNull();
  }

  private RunResult execute(String plugin, String content) throws Exception {
    return begin(plugin, content).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private CompletableFuture<RunResult> begin(String plugin, String content) throws Exception {
    Path file = Files.writeString(folder.resolve("a.tsv"), content);
    LoadedPlugin loaded = catalog.find(plugin).orElseThrow();
    Run run =
        new Run(
            "run" + ++runs,
            TestingProfiles.of(plugin, "heap = 64 MiB, keyspace = " + keyspace),
            new PluginRef(plugin, "1.0.0", "a.jar", loaded.sha256()),
            folder.toString(),
            List.of(
                new RunFile("a.tsv", file.toString(), Fingerprint.of(file), FileStamp.of(file))),
            Instant.EPOCH,
            1);
    return CompletableFuture.supplyAsync(() -> worker.execute(run, new StopSignal(), counters));
  }
}
