package io.mysimbdp.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.Listeners;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.machine.ProcessId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterTest {

  private static final ClusterSize SMALL = new ClusterSize(1, 1, 512, 0);

  @TempDir private Path folder;

  private final List<String> messages = new ArrayList<>();

  /** One cluster for all of this, because each start takes seconds. */
  @Test
  void a_cluster_is_found_completed_and_stopped() throws Exception {
    StandaloneCluster cluster = SparkCluster.in(SparkCluster.home(), folder.resolve("cluster"));
    assertThat(cluster.status()).isEmpty();
    ClusterStatus begun = cluster.start(new ClusterSize(2, 3, 600, 0), messages::add);
    try {
      assertThat(begun.isWhole()).isTrue();
      assertThat(begun.url()).isEqualTo("spark://127.0.0.1:" + begun.size().port());
      assertThat(messages).anyMatch(message -> message.startsWith("Spark is up after "));
      assertThat(cluster.status()).contains(begun);
      assertThat(listeners(begun)).isNotEmpty().allMatch(Listeners::isLoopback);

      assertThat(cluster.start(SMALL, messages::add)).as("it is there already").isEqualTo(begun);

      ProcessId killed = begun.workers().get(0);
      ProcessId left = begun.workers().get(1);
      kill(killed);
      ClusterStatus torn = cluster.status().orElseThrow();
      assertThat(torn.isWhole()).isFalse();
      assertThat(torn.workers()).containsExactly(left);

      ClusterStatus whole = cluster.start(SMALL, messages::add);
      assertThat(whole.isWhole()).isTrue();
      assertThat(whole.size()).as("it keeps its size").isEqualTo(begun.size());
      assertThat(whole.master()).isEqualTo(begun.master());
      assertThat(whole.workers()).contains(left).doesNotContain(killed);

      kill(whole.master().orElseThrow());
      ClusterStatus mastered = cluster.start(SMALL, messages::add);
      assertThat(mastered.isWhole()).isTrue();
      assertThat(mastered.url()).isEqualTo(begun.url());
      assertThat(mastered.workers()).as("they go over").isEqualTo(whole.workers());
    } finally {
      List<ProcessId> processes = processes(cluster.status());
      assertThat(cluster.stop(messages::add)).isTrue();
      assertThat(processes).hasSize(3).noneMatch(ProcessId::isAlive);
    }
    assertThat(cluster.stop(messages::add)).isFalse();
    assertThat(cluster.status()).isEmpty();
    assertThat(folder.resolve("cluster/logs/master.log")).exists();
  }

  @Test
  void a_port_in_use_is_said_in_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () ->
                  SparkCluster.in(SparkCluster.home(), folder.resolve("c"))
                      .start(new ClusterSize(1, 1, 512, port), messages::add))
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.CLUSTER_UNREACHABLE))
          .hasMessage(
              "Port "
                  + port
                  + " on 127.0.0.1 is in use by another program; name another one with --port, or"
                  + " 0 for any");
    }
  }

  @Test
  void a_folder_without_spark_is_said_in_a_sentence() {
    assertThatThrownBy(
            () -> SparkCluster.in(folder, folder.resolve("c")).start(SMALL, messages::add))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONFIG_INVALID))
        .hasMessageStartingWith("There is no Spark in " + folder + ": ")
        .hasMessageContaining("Set spark.home in conf/engine.conf");
  }

  @Test
  void a_process_that_ends_at_once_leaves_the_end_of_its_log() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    Files.createFile(jars.resolve("spark-core_2.13-0.jar"));
    StandaloneCluster cluster = SparkCluster.in(folder.resolve("home"), folder.resolve("c"));

    assertThatThrownBy(() -> cluster.start(SMALL, messages::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "The master of Spark ended during its start (log: "
                + folder.resolve("c/logs/master.log")
                + "):")
        .hasMessageContaining("Could not find or load main class");
    assertThat(cluster.status()).isEmpty();
  }

  @Test
  void a_number_that_another_process_has_by_now_is_left_alone() {
    ClusterFiles files = new ClusterFiles(folder);
    files.create();
    ProcessId stale = new ProcessId(ProcessHandle.current().pid(), Instant.EPOCH);
    files.write(ClusterState.planned(SMALL, 1).withMaster(stale).withWorker(0, stale));

    assertThat(files.read().orElseThrow().master()).contains(stale);
    StandaloneCluster cluster = SparkCluster.in(SparkCluster.home(), folder);
    assertThat(cluster.status()).isEmpty();
    assertThat(cluster.stop(messages::add)).isFalse();
  }

  @Test
  void a_damaged_file_is_no_cluster() throws Exception {
    Files.writeString(folder.resolve("cluster.properties"), "workers=1\nmaster=abc\n");

    assertThat(SparkCluster.in(SparkCluster.home(), folder).status()).isEmpty();
  }

  private static void kill(ProcessId process) throws InterruptedException {
    process.handle().orElseThrow().destroyForcibly();
    Eventually.await("the end of " + process, () -> !process.isAlive());
  }

  private static List<String> listeners(ClusterStatus status) throws Exception {
    List<String> found = new ArrayList<>();
    for (ProcessId process : processes(Optional.of(status))) {
      found.addAll(Listeners.of(process.pid()));
    }
    return found;
  }

  private static List<ProcessId> processes(Optional<ClusterStatus> found) {
    ClusterStatus status = found.orElseThrow();
    return Stream.concat(status.master().stream(), status.workers().stream()).toList();
  }
}
