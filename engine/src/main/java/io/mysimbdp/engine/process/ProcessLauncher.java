package io.mysimbdp.engine.process;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the JVM of an app: the engine's own class path and Java, with the heap and the processors
 * of the profile, and without the engine's environment. Safe for several threads.
 */
public final class ProcessLauncher {

  /** Named, not referred to: nothing of the engine's side may depend on it. */
  private static final String MAIN = "io.mysimbdp.engine.child.AppMain";

  private static final String LOGGING = "io.mysimbdp.engine.child.AppLogging";

  private static final long BESIDES_HEAP_BYTES = 256L << 20;

  private final List<String> prefix;
  private final String apiVersion;
  private final String classPath;
  private final String java;

  /**
   * Makes a launcher.
   *
   * @param prefix a command that is given the JVM's command line as further arguments, such as
   *     {@code systemd-run}; empty: none
   * @param apiVersion the version of the tenant API that the engine offers
   */
  public ProcessLauncher(List<String> prefix, String apiVersion) {
    this(prefix, apiVersion, System.getProperty("java.class.path"));
  }

  /**
   * Makes a launcher where the engine is not on the class path of this JVM.
   *
   * @param prefix a command that is given the JVM's command line as further arguments; empty: none
   * @param apiVersion the version of the tenant API that the engine offers
   * @param classPath the engine's own, as {@code java -cp} has it
   */
  public ProcessLauncher(List<String> prefix, String apiVersion, String classPath) {
    this.prefix = List.copyOf(prefix);
    this.apiVersion = apiVersion;
    this.classPath = classPath;
    this.java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the version of the tenant API. */
  String apiVersion() {
    return apiVersion;
  }

  /**
   * Starts a process, whose input and output are pipes.
   *
   * @param folder where it works
   * @throws EngineException when it cannot be started
   */
  Process start(TenantProfile profile, Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command(profile)).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    // Without it, a JVM cannot open files with names beyond ASCII.
    environment.put("LC_ALL", "C.UTF-8");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.PROCESS_START, "no process can be started for the app: " + e.getMessage(), e);
    }
  }

  List<String> command(TenantProfile profile) {
    List<String> command = new ArrayList<>(prefix);
    long heap = profile.heapBytes();
    command.addAll(
        List.of(
            java,
            "-Xmx" + heap,
            "-Xms" + Math.min(heap, 16L << 20),
            "-XX:MaxMetaspaceSize=" + BESIDES_HEAP_BYTES,
            "-XX:MaxDirectMemorySize=" + heap,
            "-XX:ActiveProcessorCount=" + profile.confinement().processors(),
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            // The output is a pipe that only frames may go down.
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + File.separator + "dev" + File.separator + "null",
            "-Xshare:auto",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-Dslf4j.provider=" + LOGGING,
            // Else slf4j says on standard error that it does as it is told.
            "-Dslf4j.internal.verbosity=WARN",
            "-Dfile.encoding=UTF-8",
            "-cp",
            absolute(classPath),
            MAIN));
    return command;
  }

  /** The process works in another folder. */
  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
