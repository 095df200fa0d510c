package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.executor.BulkAccess;
import io.mysimbdp.engine.executor.ExecutorSettings;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.plugin.PluginSource;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.spark.SparkCluster;
import io.mysimbdp.engine.spark.SparkHome;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** Workers of tests, on the real Spark and the real Cassandra of this JVM. */
public final class TestingExecutors {

  private TestingExecutors() {}

  /** Makes a worker whose tenants share something, with further settings of Spark; to be closed. */
  public static SparkWorker worker(
      Path folder,
      PluginSource plugins,
      ScheduledExecutorService timer,
      List<String> launcher,
      TenantShares shares,
      Map<String, String> conf) {
    Map<String, String> all = new HashMap<>(conf);
    // Most tests are over before the optimizing compiler has paid for itself.
    all.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    all.putIfAbsent("spark.executor.memory", "512m");
    return new SparkWorker(
        new SparkSettings(
            SparkCluster.shared().url(),
            new SparkHome(SparkCluster.home()),
            all,
            System.getenv(),
            ClassPath.ofThisProcess(),
            folder),
        new ExecutorSettings(
            cassandra(),
            List.of(point()),
            Duration.ofSeconds(1),
            launcher,
            "1.0.0",
            (BulkAccess) null,
            StagingConfig.FOLDERS),
        List.of(),
        plugins,
        shares,
        () -> new PlatformTerms(1 << 16, 1L << 40, Rates.UNLIMITED),
        timer,
        System::nanoTime);
  }

  private static CassandraConfig cassandra() {
    return new CassandraConfig(
        List.of(point()),
        "datacenter1",
        null,
        null,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        256,
        64L << 20,
        Duration.ofSeconds(30),
        null,
        32,
        false,
        CassandraServer.settings());
  }

  private static String point() {
    InetSocketAddress point = CassandraServer.contactPoint();
    return point.getHostString() + ":" + point.getPort();
  }
}
