package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.spark.SparkCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While two tenants ingest on a Spark cluster of two workers, executors, a worker, Spark's driver
 * and the engine itself are killed, one after the other. In the end every row, every reject, every
 * count and every charge is as if nothing had happened.
 *
 * <p>{@code -Dmysimbdp.spark-kills=40} makes it as long as it should be now and then.
 */
class SparkCrashTest {

  private static final int KILLS = Integer.getInteger("mysimbdp.spark-kills", 4);
  private static final int RECORDS = 20_000;

  @TempDir private Path folder;

  private final SparkCluster cluster = SparkCluster.shared();

  @AfterEach
  void restore() {
    cluster.restore();
  }

  @Test
  void kills_on_a_cluster_lose_and_double_nothing() throws Exception {
    int files = 3 + KILLS / 2;
    CrashSite site =
        CrashSite.in(
            folder,
            "spark_crash",
            List.of(
                "profile.limits.rows-per-second = 6000",
                "workers = \"" + cluster.url() + "\"",
                "spark.conf.spark.executor.memory = 512m",
                "lease = 5s"),
            "one",
            "two");
    for (String tenant : List.of("one", "two")) {
      for (int i = 0; i < files; i++) {
        site.home()
            .stage(
                tenant,
                "f" + i + ".csv",
                Ratings.csv(i * 1_000_000, RECORDS, CrashSite.BROKEN_EVERY));
      }
    }
    Random random = new Random(20261201);
    Process engine = site.home().engine().start("run", "--output", "json");
    for (int kill = 0; kill < KILLS; kill++) {
      if (engine.waitFor(8_000 + random.nextInt(4_000), TimeUnit.MILLISECONDS)) {
        break;
      }
      switch (kill % 4) {
        case 0 -> cluster.killExecutors();
        case 1 -> {
          engine.destroyForcibly().waitFor();
          engine = site.home().engine().start("run", "--output", "json");
        }
        case 2 -> {
          cluster.killWorker(0);
          cluster.restore();
        }
        default -> killDriver(engine);
      }
    }
    assertThat(engine.waitFor(4, TimeUnit.MINUTES)).as(site.home().engine().read("err")).isTrue();
    Engine.Result last = site.home().engine().call("run", "--output", "json");

    assertThat(last.exitCode()).as(last.err()).isBetween(0, 3);
    for (String tenant : List.of("one", "two")) {
      site.assertAsIfNothingHadHappened(tenant, files, RECORDS);
    }
  }

  private static void killDriver(Process engine) {
    engine
        .descendants()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("io.mysimbdp.spark.driver."))
        .forEach(
            process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }
}
