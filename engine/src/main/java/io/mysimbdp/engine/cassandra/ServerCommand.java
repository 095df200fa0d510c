package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The command line of the server. */
final class ServerCommand {

  private static final String MAIN = "org.apache.cassandra.service.CassandraDaemon";

  // What Cassandra's own jvm17-server.options ask for; and the security of JMX, for its password.
  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/java.lang.ref",
          "java.management/com.sun.jmx.remote.security",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.rmi/sun.rmi.transport.tcp",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc");
  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.net",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use[A-Za-z0-9]+GC");

  private static final Set<String> VARIABLES =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH");

  private final Path libraries;
  private final ServerFiles files;
  private final long heapBytes;
  private final List<String> jvmOptions;

  ServerCommand(Path libraries, ServerFiles files, long heapBytes, List<String> jvmOptions) {
    this.libraries = libraries;
    this.files = files;
    this.heapBytes = heapBytes;
    this.jvmOptions = jvmOptions;
  }

  List<String> build(int jmxPort) {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C in the engine's terminal does not reach the server.
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + heapBytes / 1024 + "k");
    command.add("-Xmx" + heapBytes / 1024 + "k");
    // The JVM refuses to choose among two.
    if (jvmOptions.stream().noneMatch(COLLECTOR.asMatchPredicate())) {
      command.add("-XX:+UseG1GC");
    }
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-UsePerfData");
    command.add("-Xss256k");
    command.add("-javaagent:" + jamm());
    property(command, "cassandra.config", files.configuration().toUri().toString());
    property(command, "cassandra.storagedir", files.folder().toString());
    property(command, "cassandra.logdir", files.logs().toString());
    property(command, "cassandra-foreground", "yes");
    property(command, "logback.configurationFile", files.logConfiguration().toUri().toString());
    property(command, "cassandra.jmx.local.port", Integer.toString(jmxPort));
    // The loopback is open to every user of the machine, and whoever manages the server can do
    // anything.
    property(command, "com.sun.management.jmxremote.authenticate", "true");
    property(
        command, "com.sun.management.jmxremote.password.file", files.passwords().path().toString());
    // A single node has nobody to wait for, and nobody to tell that it leaves.
    property(command, "cassandra.skip_wait_for_gossip_to_settle", "0");
    property(command, "cassandra.ring_delay_ms", "0");
    property(command, "cassandra.superuser_setup_delay_ms", "0");
    property(command, "cassandra.shutdown_announce_in_ms", "0");
    property(command, "jdk.attach.allowAttachSelf", "true");
    property(command, "io.netty.tryReflectionSetAccessible", "true");
    property(command, "java.awt.headless", "true");
    EXPORTS.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
    OPENS.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(libraries.resolve("*").toString());
    command.add(MAIN);
    return command;
  }

  /** Takes the engine's secrets, which may be among them, out of the variables for the server. */
  static void keepOnlyWhatItNeeds(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !name.startsWith("LC_") && !VARIABLES.contains(name));
  }

  /** Cassandra measures its objects with this agent. */
  private Path jamm() {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(libraries, "jamm-*.jar")) {
      for (Path jar : found) {
        return jar;
      }
    } catch (IOException e) {
      throw missing(e);
    }
    throw missing(null);
  }

  private EngineException missing(@org.jspecify.annotations.Nullable IOException cause) {
    return new EngineException(
        FailureCode.CASSANDRA_START,
        "The JARs of the embedded Cassandra are missing in "
            + libraries
            + "; build them with: mvn -pl engine/cassandra process-resources",
        cause);
  }

  private static void property(List<String> command, String key, String value) {
    command.add("-D" + key + "=" + value);
  }
}
