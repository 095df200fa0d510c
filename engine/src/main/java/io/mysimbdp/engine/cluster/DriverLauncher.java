package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.spark.SparkHome;
import io.mysimbdp.spark.Order;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Starts the process that is a driver to Spark: this Java, with the JARs of a Spark as its class
 * path and none of the engine's. Safe for several threads.
 */
final class DriverLauncher {

  private static final String MAIN = "io.mysimbdp.spark.driver.DriverMain";
  private static final String PLUGIN = "io.mysimbdp.spark.executor.IngestPlugin";
  private static final long HEAP_BYTES = 1L << 30;

  /** The folders below those that Spark sends along; ExecutorHost looks for the first. */
  private static final String ENGINE = "engine";

  private static final String CASSANDRA = "cassandra";

  /** What leads Spark to clusters; nothing else of the engine's environment goes along. */
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "HADOOP_CONF_DIR",
          "YARN_CONF_DIR",
          "KUBECONFIG",
          "HOME",
          "USER",
          "HADOOP_USER_NAME",
          "PATH",
          "SPARK_LOCAL_IP",
          "SPARK_LOCAL_DIRS",
          "SPARK_CONF_DIR");

  private final SparkSettings settings;
  private final byte[] executorSettings;
  private final ShippedLibraries archives;
  private final List<Path> cassandra;

  /**
   * Makes a launcher.
   *
   * @param executorSettings what executors get first
   * @param cassandra the JARs of a Cassandra server, which executors are to get; empty: they need
   *     none, or have them
   */
  DriverLauncher(SparkSettings settings, byte[] executorSettings, List<Path> cassandra) {
    this.settings = settings;
    this.executorSettings = executorSettings.clone();
    this.archives = new ShippedLibraries(settings.work());
    this.cassandra = List.copyOf(cassandra);
  }

  /**
   * Starts a process, whose input and output are pipes.
   *
   * @throws EngineException when it cannot be started
   */
  Process start() {
    settings.home().check();
    ProcessBuilder builder = new ProcessBuilder(command());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(settings.environment());
    environment.keySet().retainAll(ENVIRONMENT);
    environment.put("LC_ALL", "C.UTF-8");
    settings.home().describeIn(environment);
    if (settings.isOnLoopback()) {
      environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }
    try {
      Files.createDirectories(settings.work());
      return builder.directory(settings.work().toFile()).start();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CLUSTER_UNREACHABLE,
          "no process can be started that is a driver to Spark: " + e,
          e);
    }
  }

  /** Returns what the process is told first. */
  Order.Start order() {
    Map<String, String> conf = new HashMap<>();
    conf.put("spark.app.name", "mysimbdp");
    // Its page shows all settings to everybody who can reach it.
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.ui.retainedJobs", "100");
    conf.put("spark.ui.retainedStages", "100");
    conf.put("spark.ui.retainedTasks", "1000");
    if (settings.isOnLoopback()) {
      conf.put("spark.driver.host", "127.0.0.1");
      conf.put("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.putAll(settings.conf());
    // What follows is how the engine works, and nothing to be set.
    join(conf, "spark.plugins", PLUGIN);
    join(conf, "spark.jars", archives.jar("engine-spark", own()).toUri().toString());
    join(conf, "spark.archives", archives.zip(ENGINE, settings.classPath()).toUri() + "#" + ENGINE);
    if (!cassandra.isEmpty()) {
      join(conf, "spark.archives", archives.zip(CASSANDRA, cassandra).toUri() + "#" + CASSANDRA);
    }
    // A run that is lost is run again by the engine, from where it had come to.
    conf.put("spark.task.maxFailures", "1");
    conf.put("spark.speculation", "false");
    // A heap that a tenant's app has filled is of no use to the others.
    conf.merge(
        "spark.executor.extraJavaOptions", "-XX:+ExitOnOutOfMemoryError", (a, b) -> a + " " + b);
    return new Order.Start(settings.master(), conf, executorSettings);
  }

  private static void join(Map<String, String> conf, String key, String value) {
    conf.merge(key, value, (a, b) -> a + "," + b);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + HEAP_BYTES);
    command.add("-XX:+UseParallelGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.addAll(SparkHome.jvmOptions());
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-Dlog4j2.configurationFile=io/mysimbdp/spark/driver/log4j2.properties");
    command.add("-cp");
    command.add(classPath());
    command.add(MAIN);
    return command;
  }

  private String classPath() {
    List<String> entries = new ArrayList<>();
    entries.add(own().toString());
    for (String key : List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR")) {
      String folder = settings.environment().get(key);
      if (folder != null && !folder.isBlank()) {
        entries.add(folder);
      }
    }
    entries.add(settings.home().classPath());
    return String.join(File.pathSeparator, entries);
  }

  /** Returns where the module's classes come from: a JAR, or a folder while it is developed. */
  private static Path own() {
    try {
      return Path.of(
          Objects.requireNonNull(Order.class.getProtectionDomain().getCodeSource())
              .getLocation()
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
