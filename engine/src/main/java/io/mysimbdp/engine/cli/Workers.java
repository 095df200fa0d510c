package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.cluster.ClassPath;
import io.mysimbdp.engine.cluster.SparkSettings;
import io.mysimbdp.engine.cluster.SparkWorker;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.WorkersConfig;
import io.mysimbdp.engine.executor.BulkAccess;
import io.mysimbdp.engine.executor.ExecutorSettings;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.parts.SplittingWorker;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.schedule.HeapBudget;
import io.mysimbdp.engine.session.SessionLender;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.spark.SparkHome;
import io.mysimbdp.engine.worker.LocalWorker;
import io.mysimbdp.engine.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the runs of an installation are executed: in this process, or on a cluster.
 *
 * @param worker executes them
 * @param heap the memory that they share, as far as the engine has to see to it
 * @param spark what leads to the cluster, and is closed with it; null: they are executed here
 */
record Workers(Worker worker, HeapBudget heap, @Nullable SparkWorker spark)
    implements AutoCloseable {

  /** The folder with Spark's JARs; set by the launcher. */
  private static final String SPARK_HOME = "mysimbdp.spark.home";

  private static final EventLog EVENTS = EventLog.of(Workers.class);
  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String BUILT_SPARK = "engine/spark/target/spark";

  /** Opens what the installation says. */
  static Workers open(
      Installation installation,
      Home home,
      CassandraAccess access,
      PluginCatalog plugins,
      SessionLender sessions,
      Timers timers,
      TenantShares shares) {
    EngineConfig config = installation.engine();
    if (config.workers().isLocal()) {
      return of(
          config,
          local(config, plugins, sessions, timers, shares, access.bulk()),
          plugins,
          HeapBudget.ofThisProcess(),
          Runtime.getRuntime().availableProcessors(),
          null);
    }
    // What executors have, the settings of Spark say.
    SparkWorker spark = spark(config, home, access, plugins, timers, shares);
    return of(
        config,
        spark,
        plugins,
        new HeapBudget(Long.MAX_VALUE),
        // The parts of one file leave room for the batches of others.
        Math.max(2, config.workers().concurrentRuns() / 4),
        spark);
  }

  private static Workers of(
      EngineConfig config,
      Worker whole,
      PluginCatalog plugins,
      HeapBudget heap,
      int mostParts,
      @Nullable SparkWorker spark) {
    long splitBytes = config.workers().splitBytes();
    Worker worker =
        splitBytes == 0
            ? whole
            : new SplittingWorker(
                whole,
                plugins,
                StagingAreas.files(config.staging()),
                splitBytes,
                mostParts,
                System::nanoTime);
    return new Workers(worker, heap, spark);
  }

  /**
   * Makes the worker of this process.
   *
   * @param bulk what writes tables by their files; null: nothing does
   */
  static LocalWorker local(
      EngineConfig config,
      PluginCatalog plugins,
      SessionLender sessions,
      Timers timers,
      TenantShares shares,
      @Nullable BulkSite bulk) {
    return new LocalWorker(
        plugins,
        sessions,
        timers.retries(),
        System::nanoTime,
        () -> ThreadLocalRandom.current().nextDouble(),
        config.stopTimeout(),
        shares,
        new ProcessLauncher(config.processLauncher(), Versions.TENANT_API),
        bulk,
        StagingAreas.files(config.staging()));
  }

  private static SparkWorker spark(
      EngineConfig config,
      Home home,
      CassandraAccess access,
      PluginCatalog plugins,
      Timers timers,
      TenantShares shares) {
    WorkersConfig workers = config.workers();
    SparkSettings settings =
        new SparkSettings(
            String.valueOf(workers.master()),
            new SparkHome(sparkHome(home, workers)),
            workers.sparkConf(),
            System.getenv(),
            ClassPath.ofThisProcess(),
            home.work().resolve("spark"));
    CassandraConfig cassandra = config.cassandra();
    if (cassandra.isEmbedded() && !settings.isOnLoopback()) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "executors of "
              + workers.master()
              + " cannot reach the embedded Cassandra, which is on loopback; set"
              + " cassandra.contact-points, or have a master on 127.0.0.1");
    }
    if (cassandra.auth() != null
        && !settings.isOnLoopback()
        && !Boolean.parseBoolean(settings.conf().get(AUTHENTICATE))) {
      EVENTS.warn(
          Event.CONFIGURATION_WARNING,
          About.platform(),
          "Whoever reaches Spark's driver can ask it for the password of Cassandra: {} is not true"
              + " in spark.conf",
          AUTHENTICATE);
    }
    BulkAccess bulk = access.bulkElsewhere();
    return new SparkWorker(
        settings,
        new ExecutorSettings(
            cassandra,
            access.contactPoints().stream()
                .map(point -> point.getHostString() + ":" + point.getPort())
                .toList(),
            config.stopTimeout(),
            config.processLauncher(),
            Versions.TENANT_API,
            bulk,
            config.staging()),
        bulk == null || settings.isOnLoopback()
            ? List.of()
            : ClassPath.jarsIn(EmbeddedServer.libraries()),
        plugins,
        shares,
        () ->
            new PlatformTerms(
                cassandra.inFlightRequests(), cassandra.inFlightBytes(), shares.platform()),
        timers.housekeeper(),
        System::nanoTime);
  }

  /** Returns the folder of the Spark to be used, whether there is one or not. */
  static Path sparkHome(Home home, WorkersConfig workers) {
    String configured = workers.sparkHome();
    return (configured == null
            ? Path.of(System.getProperty(SPARK_HOME, BUILT_SPARK))
            : home.root().resolve(configured))
        .toAbsolutePath();
  }

  @Override
  public void close() {
    if (spark != null) {
      spark.close();
    }
  }
}
