package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import io.mysimbdp.engine.machine.ProcessId;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The folder of a cluster: logs, what workers keep, and which processes there are. */
final class ClusterFiles {

  private final Path folder;

  ClusterFiles(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  Path folder() {
    return folder;
  }

  Path lock() {
    return folder.resolve("lock");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path masterLog() {
    return logs().resolve("master.log");
  }

  Path workerLog(int index) {
    return logs().resolve("worker-" + (index + 1) + ".log");
  }

  /** Where a worker keeps what it is sent, and what its executors print. */
  Path work(int index) {
    return folder.resolve("work").resolve("worker-" + (index + 1));
  }

  /** Where executors keep what does not fit into memory. */
  Path local() {
    return folder.resolve("local");
  }

  /** Where the master notes who is there, for the case that it is started again. */
  Path recovery() {
    return folder.resolve("recovery");
  }

  boolean exists() {
    return Files.exists(state());
  }

  /** Makes the folder, closed to others. */
  void create() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.getParent());
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createDirectories(logs());
      Files.createDirectories(local());
      Files.createDirectories(recovery());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Deletes what an earlier cluster has left, but for its logs. */
  void clear() {
    try {
      for (Path old : List.of(folder.resolve("work"), local(), recovery())) {
        Folders.deleteAll(old);
      }
      Files.deleteIfExists(state());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private Path state() {
    return folder.resolve("cluster.properties");
  }

  /** Returns what is written down; nothing when there is nothing, or it makes no sense. */
  Optional<ClusterState> read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(state(), StandardCharsets.UTF_8)) {
      properties.load(reader);
      ClusterSize size =
          new ClusterSize(
              number(properties, "workers"),
              number(properties, "cores"),
              number(properties, "memory-mib"),
              number(properties, "port"));
      List<Optional<ProcessId>> workers = new ArrayList<>();
      for (int i = 0; i < size.workers(); i++) {
        workers.add(process(properties, "worker-" + (i + 1)));
      }
      return Optional.of(
          new ClusterState(
              size, number(properties, "page-port"), process(properties, "master"), workers));
    } catch (IOException | IllegalArgumentException e) {
      // None, or left over from a crash or edited by hand: no process can be found by it.
      return Optional.empty();
    }
  }

  private static int number(Properties properties, String key) {
    return Integer.parseInt(properties.getProperty(key, ""));
  }

  private static Optional<ProcessId> process(Properties properties, String key) {
    return Optional.ofNullable(properties.getProperty(key)).map(ProcessId::parse);
  }

  /** Writes all of it, or nothing. */
  void write(ClusterState state) {
    Properties properties = new Properties();
    properties.setProperty("workers", Integer.toString(state.size().workers()));
    properties.setProperty("cores", Integer.toString(state.size().cores()));
    properties.setProperty("memory-mib", Integer.toString(state.size().memoryMib()));
    properties.setProperty("port", Integer.toString(state.size().port()));
    properties.setProperty("page-port", Integer.toString(state.pagePort()));
    state.master().ifPresent(master -> properties.setProperty("master", master.toString()));
    for (int i = 0; i < state.workers().size(); i++) {
      String key = "worker-" + (i + 1);
      state.workers().get(i).ifPresent(worker -> properties.setProperty(key, worker.toString()));
    }
    Path fresh = folder.resolve("cluster.properties.new");
    try {
      try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
        properties.store(writer, "The Spark cluster of this folder; written by the engine");
      }
      Files.move(
          fresh, state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private static EngineException notWritable(IOException e) {
    return new EngineException(
        FailureCode.DISK, "The folder of the Spark cluster is not writable: " + e, e);
  }
}
