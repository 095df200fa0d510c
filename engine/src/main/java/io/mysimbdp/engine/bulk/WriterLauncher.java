package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterOptions;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Starts the process that writes SSTables: this Java, with the JARs of the server as its class path
 * and none of the engine's, and without the engine's environment. Safe for several threads.
 */
public final class WriterLauncher {

  private static final long METASPACE_BYTES = 256L << 20;

  /** Of the buffers that Cassandra writes through; measured to need less. */
  private static final long DIRECT_BYTES = 128L << 20;

  private final Path libraries;
  private final long heapBytes;
  private final OwnThreads threads = new OwnThreads();

  /**
   * Makes a launcher, on a thread of the engine.
   *
   * @param libraries the folder with the server's JARs
   * @param heapBytes the most that the heap of a process may become
   */
  public WriterLauncher(Path libraries, long heapBytes) {
    this.libraries = libraries.toAbsolutePath();
    this.heapBytes = heapBytes;
  }

  /** Returns what starts the threads that talk with a process. */
  OwnThreads threads() {
    return threads;
  }

  /** Returns the most that the heap of a process may become. */
  long heapBytes() {
    return heapBytes;
  }

  /**
   * Starts a process, whose input and output are pipes.
   *
   * @param folder where it works
   * @throws EngineException when it cannot be started
   */
  Process start(Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    // Without it, a JVM cannot open files with names beyond ASCII.
    environment.put("LC_ALL", "C.UTF-8");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.PROCESS_START,
          "no process can be started to write SSTables: " + e.getMessage(),
          e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapBytes);
    command.add("-XX:MaxMetaspaceSize=" + METASPACE_BYTES);
    command.add("-XX:MaxDirectMemorySize=" + DIRECT_BYTES);
    command.add("-XX:+UseParallelGC");
    command.add("-XX:+DisableAttachMechanism");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + File.separator + "dev" + File.separator + "null");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(WriterOptions.JVM);
    command.add("-cp");
    command.add(classes() + File.pathSeparator + libraries.resolve("*"));
    command.add(WriterOptions.MAIN);
    return command;
  }

  /**
   * Returns where the classes of the process come from: a JAR, or a folder while it is developed.
   */
  private static Path classes() {
    try {
      return Path.of(
          Objects.requireNonNull(WriterStart.class.getProtectionDomain().getCodeSource())
              .getLocation()
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
