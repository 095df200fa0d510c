package io.mysimbdp.bulk;

import java.util.ArrayList;
import java.util.List;

/** How the process is started, beside its heap and its class path. */
public final class WriterOptions {

  /** The class with its {@code main}. Named, not referred to: it can be loaded only over there. */
  public static final String MAIN = "io.mysimbdp.bulk.writer.WriterMain";

  // Of what Cassandra's own jvm17-server.options ask for, what its writer needs.
  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql");
  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.io",
          "java.base/java.nio",
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

  /** Options of the JVM. */
  public static final List<String> JVM = jvm();

  private WriterOptions() {}

  private static List<String> jvm() {
    List<String> options = new ArrayList<>();
    EXPORTS.forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
    OPENS.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
    options.add("-Dlogback.configurationFile=sstable-writer-logback.xml");
    // The output is a pipe that only frames may go down.
    options.add("-XX:+DisplayVMOutputToStderr");
    options.add("-XX:-UsePerfData");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Djava.awt.headless=true");
    options.add("-Dfile.encoding=UTF-8");
    return List.copyOf(options);
  }
}
