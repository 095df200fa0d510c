package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a Spark, and what a JVM needs that runs it.
 *
 * @param folder in it is a folder {@code jars}; absolute
 */
public record SparkHome(Path folder) {

  /** Goes with Spark 4. */
  private static final String SCALA_VERSION = "2.13";

  /** What Spark needs of the JDK, by its own list for JDK 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar",
          "jdk.internal.ref");

  /** Makes the path absolute. */
  public SparkHome {
    folder = folder.toAbsolutePath();
  }

  /**
   * Checks that there is a Spark.
   *
   * @throws EngineException when there is none
   */
  public void check() {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder.resolve("jars"), "spark-core_*.jar")) {
      if (found.iterator().hasNext()) {
        return;
      }
    } catch (IOException e) {
      // As good as empty.
    }
    throw new EngineException(
        FailureCode.CONFIG_INVALID,
        "There is no Spark in "
            + folder
            + ": no spark-core_*.jar in its folder jars. Set spark.home in conf/engine.conf to the"
            + " folder of an unpacked Spark 4; in a source tree, mvn -pl engine/spark"
            + " process-resources makes one");
  }

  /** Returns its JARs, as {@code java -cp} has it. */
  public String classPath() {
    return folder.resolve("jars").resolve("*").toString();
  }

  /** Returns the options of a JVM that runs it. */
  public static List<String> jvmOptions() {
    return Stream.concat(
            OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"),
            Stream.of(
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-Dio.netty.tryReflectionSetAccessible=true"))
        .toList();
  }

  /** Adds what its scripts would set, for what it starts itself. */
  public void describeIn(Map<String, String> environment) {
    environment.put("SPARK_HOME", folder.toString());
    environment.put("SPARK_SCALA_VERSION", SCALA_VERSION);
  }
}
