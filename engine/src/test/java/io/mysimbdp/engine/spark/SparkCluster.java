package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.machine.ProcessId;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One real Spark for all tests of a JVM, a master and two workers with a core each on free ports:
 * started when first asked for, stopped and deleted when the JVM ends. Whoever kills a part of it
 * must {@link #restore} it.
 */
public final class SparkCluster {

  private static final ClusterSize SIZE = new ClusterSize(2, 1, 1024, 0);

  private final Path folder;
  private final StandaloneCluster cluster;
  private final String url;

  private SparkCluster() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      folder = Files.createTempDirectory(target, "spark-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster = in(home(), folder.resolve("cluster"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    url = cluster.start(SIZE, message -> {}).url();
  }

  private static final class Running {
    private static final SparkCluster INSTANCE = new SparkCluster();
  }

  /** Returns the cluster; the first call starts it. */
  public static SparkCluster shared() {
    return Running.INSTANCE;
  }

  /** Returns the Spark that the build has collected. */
  public static Path home() {
    Path project = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(project.resolve(".mvn"))) {
      project = Objects.requireNonNull(project.getParent());
    }
    return project.resolve("engine/spark/target/spark");
  }

  /** Names a cluster of this folder; nothing is started yet. */
  public static StandaloneCluster in(Path home, Path folder) {
    return new StandaloneCluster(
        home, folder, Duration.ofMinutes(2), System::nanoTime, Pause.SLEEP);
  }

  /** Returns the address of the master, as Spark has it. */
  public String url() {
    return url;
  }

  /** Returns where the logs are: master.log, worker-1.log, worker-2.log. */
  public Path logs() {
    return folder.resolve("cluster").resolve("logs");
  }

  /** Returns how the cluster stands. */
  public ClusterStatus status() {
    return cluster.status().orElseThrow();
  }

  /** Kills one of the workers that are alive, by its place among them, and waits for its end. */
  public void killWorker(int index) throws InterruptedException {
    kill(status().workers().get(index));
  }

  /** Kills the master, and waits for its end. */
  public void killMaster() throws InterruptedException {
    kill(status().master().orElseThrow());
  }

  /** Returns the executors there are now, which are processes of the workers. */
  public List<ProcessHandle> executors() {
    return status().workers().stream()
        .map(ProcessId::handle)
        .flatMap(handle -> handle.stream().flatMap(ProcessHandle::children))
        .toList();
  }

  /** Kills all executors there are now, and waits for their ends. */
  public void killExecutors() throws InterruptedException {
    for (ProcessHandle executor : executors()) {
      // One from a list of children can have a time of start that is a little another: then it is
      // taken for somebody else, and not killed.
      ProcessHandle.of(executor.pid()).ifPresent(ProcessHandle::destroyForcibly);
      Eventually.await("the end of " + executor.pid(), () -> !executor.isAlive());
    }
  }

  /** Starts what was killed, where it was, and waits until all know each other. */
  public ClusterStatus restore() {
    return cluster.start(SIZE, message -> {});
  }

  private static void kill(ProcessId process) throws InterruptedException {
    process.handle().ifPresent(ProcessHandle::destroyForcibly);
    Eventually.await("the end of " + process, () -> !process.isAlive());
  }

  private void end() {
    cluster.stop(message -> {});
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
