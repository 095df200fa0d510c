package io.mysimbdp.bench.load;

import io.mysimbdp.engine.cluster.ClassPath;
import io.mysimbdp.engine.cluster.SparkSettings;
import io.mysimbdp.engine.cluster.SparkWorker;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.executor.ExecutorSettings;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.spark.SparkHome;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives runs that do nothing to a Spark cluster, with nothing of the engine around the worker: no
 * staging, no ledger. Prints seconds until the first one has ended, milliseconds of one alone, and
 * how many a second.
 */
public final class HandOutLoad {

  private static final int ALONE = 50;

  private final Path home;
  private final SparkWorker worker;
  private final LoadedPlugin plugin;
  private final TenantProfile profile;
  private final AtomicInteger runs = new AtomicInteger();

  private HandOutLoad(Path home, SparkWorker worker, LoadedPlugin plugin, TenantProfile profile) {
    this.home = home;
    this.worker = worker;
    this.plugin = plugin;
    this.profile = profile;
  }

  /**
   * Gives runs to a cluster.
   *
   * @param args an installation folder with one tenant and its JAR; the file of each run; the
   *     address of the master; Spark's home; address and port of Cassandra; runs at a time; runs
   */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Installation installation = Installation.load(home, Map.of());
    CassandraConfig cassandra = installation.engine().cassandra();
    TenantShares shares = TenantShares.of(installation.engine(), System::nanoTime);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (PluginCatalog plugins =
            PluginCatalog.load(home.resolve("plugins"), "1.0.0", PluginTrust.ANY);
        SparkWorker worker =
            new SparkWorker(
                new SparkSettings(
                    args[2],
                    new SparkHome(Path.of(args[3])),
                    Map.of(),
                    Map.of(),
                    ClassPath.ofThisProcess(),
                    home),
                new ExecutorSettings(
                    cassandra,
                    List.of(args[4] + ":" + args[5]),
                    Duration.ofSeconds(30),
                    List.of(),
                    "1.0.0",
                    null,
                    installation.engine().staging()),
                List.of(),
                plugins,
                shares,
                () ->
                    new PlatformTerms(
                        cassandra.inFlightRequests(), cassandra.inFlightBytes(), shares.platform()),
                timer,
                System::nanoTime)) {
      TenantProfile profile = installation.registrations().get(0).requireProfile();
      HandOutLoad load =
          new HandOutLoad(home, worker, plugins.find(profile.pluginId()).orElseThrow(), profile);
      load.measure(Path.of(args[1]), Integer.parseInt(args[6]), Integer.parseInt(args[7]));
    } finally {
      timer.shutdownNow();
    }
  }

  private void measure(Path file, int atATime, int times)
      throws IOException, InterruptedException, ExecutionException {
    RunFile staged =
        new RunFile(
            file.getFileName().toString(),
            file.toString(),
            Fingerprint.of(file),
            FileStamp.of(file));
    double first = seconds(() -> run(staged));
    double warm = together(staged, atATime, times);
    double alone =
        seconds(
            () -> {
              for (int i = 0; i < ALONE; i++) {
                run(staged);
              }
            });
    double again = together(staged, atATime, times);
    System.out.printf(
        java.util.Locale.ROOT,
        "%.1f %.1f %.0f %.0f%n",
        first,
        alone / ALONE * 1000,
        times / warm,
        times / again);
  }

  private double together(RunFile staged, int atATime, int times)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    try {
      long begin = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(threads.submit(() -> run(staged)));
      }
      for (Future<?> each : all) {
        each.get();
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private void run(RunFile staged) {
    RunResult result =
        worker.execute(
            new Run(
                "run" + runs.incrementAndGet(),
                profile,
                new PluginRef(plugin.id(), plugin.version(), "app.jar", plugin.sha256()),
                home.resolve("tenants").resolve(profile.id()).toString(),
                List.of(staged),
                Instant.now(),
                1),
            new StopSignal(),
            new RunCounters());
    if (result.reason() != null) {
      throw new IllegalStateException(result.reason());
    }
  }
}
