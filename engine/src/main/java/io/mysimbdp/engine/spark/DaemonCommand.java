package io.mysimbdp.engine.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command lines of a master and of workers. */
final class DaemonCommand {

  /** Where all of them listen. */
  static final String LOOPBACK = "127.0.0.1";

  private static final String MASTER = "org.apache.spark.deploy.master.Master";
  private static final String WORKER = "org.apache.spark.deploy.worker.Worker";

  // Executors inherit it, and the engine's secrets may be in the rest.
  private static final Set<String> VARIABLES =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH");

  private final SparkHome home;
  private final ClusterFiles files;

  DaemonCommand(Path home, ClusterFiles files) {
    this.home = new SparkHome(home);
    this.files = files;
  }

  /**
   * Checks that there is a Spark.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when there is none
   */
  void checkHome() {
    home.check();
  }

  List<String> master(ClusterState state) {
    List<String> command = java();
    // A master that is started again knows its workers and applications.
    property(command, "spark.deploy.recoveryMode", "FILESYSTEM");
    property(command, "spark.deploy.recoveryDirectory", files.recovery().toString());
    property(command, "spark.deploy.recoveryTimeout", "15s");
    // Takes orders from whoever reaches it.
    property(command, "spark.master.rest.enabled", "false");
    property(command, "spark.ui.killEnabled", "false");
    // The port that others are told of, or none.
    property(command, "spark.port.maxRetries", "0");
    command.addAll(
        List.of(
            MASTER,
            "--host",
            LOOPBACK,
            "--port",
            Integer.toString(state.size().port()),
            "--webui-port",
            Integer.toString(state.pagePort())));
    return command;
  }

  List<String> worker(int index, ClusterState state) {
    List<String> command = java();
    property(command, "spark.worker.cleanup.enabled", "true");
    command.addAll(
        List.of(
            WORKER,
            "--host",
            LOOPBACK,
            "--cores",
            Integer.toString(state.size().cores()),
            "--memory",
            state.size().memoryMib() + "m",
            "--work-dir",
            files.work(index).toString(),
            "--webui-port",
            "0",
            state.url()));
    return command;
  }

  private List<String> java() {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C in the engine's terminal does not reach it.
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    // They do little, and there are several of them.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+ExitOnOutOfMemoryError");
    property(command, "java.awt.headless", "true");
    command.addAll(SparkHome.jvmOptions());
    command.add("-cp");
    command.add(home.classPath());
    return command;
  }

  private static void property(List<String> command, String key, String value) {
    command.add("-D" + key + "=" + value);
  }

  void fill(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !name.startsWith("LC_") && !VARIABLES.contains(name));
    home.describeIn(environment);
    environment.put("SPARK_LOCAL_IP", LOOPBACK);
    environment.put("SPARK_LOCAL_DIRS", files.local().toString());
  }
}
