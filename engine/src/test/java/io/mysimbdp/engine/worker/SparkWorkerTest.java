package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.cluster.SparkWorker;
import io.mysimbdp.engine.cluster.TestingExecutors;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.run.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that {@link LocalWorkerTest} says of apps holds as well for those that run in the executors
 * of a Spark cluster.
 */
class SparkWorkerTest extends LocalWorkerTest {

  private static final ScheduledExecutorService NEWS = Executors.newSingleThreadScheduledExecutor();
  private static final AtomicReference<PluginCatalog> PLUGINS = new AtomicReference<>();

  @TempDir private static Path work;

  private static SparkWorker shared;
  private static int tests;
  private static int runs;

  /** A new one for each test: what an app leaves behind locks its tenant out for the next run. */
  private final String tenant = "acme_" + tests++;

  @BeforeAll
  static void join() {
    shared =
        TestingExecutors.worker(
            work,
            (id, sha256) -> Objects.requireNonNull(PLUGINS.get()).pin(id, sha256),
            NEWS,
            QUICK_APPS,
            TestingShares.all(),
            // What an app leaves behind is in one of them, and another could be next.
            Map.of("spark.cores.max", "1"));
  }

  @AfterAll
  static void leave() {
    shared.close();
    NEWS.shutdownNow();
  }

  @Override
  String tenant() {
    return tenant;
  }

  @Override
  String expected(String message) {
    return message.replace("tenants/acme/", "tenants/" + tenant + "/");
  }

  @Override
  int limitSeconds() {
    return 4;
  }

  @Override
  Worker worker(PluginCatalog catalog) {
    PLUGINS.set(catalog);
    return (run, stop, counters) -> shared.execute(another(run), stop, counters);
  }

  /** An id is used once. */
  private static Run another(Run run) {
    return new Run(
        "run" + ++runs,
        run.profile(),
        run.plugin(),
        run.tenantFolder(),
        run.files(),
        run.startedAt(),
        run.firstWriteTimeMicros());
  }
}
