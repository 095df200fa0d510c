package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.spark.SparkHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to have runs executed by Spark.
 *
 * @param master as Spark has it, such as {@code spark://host:7077}
 * @param home the Spark that is used
 * @param conf settings of Spark, which go ahead of the engine's own
 * @param environment of the engine, of which Spark gets what leads it to clusters
 * @param classPath the engine's JARs, and folders of classes
 * @param work where archives of them are kept
 */
public record SparkSettings(
    String master,
    SparkHome home,
    Map<String, String> conf,
    Map<String, String> environment,
    List<Path> classPath,
    Path work) {

  /** Copies. */
  public SparkSettings {
    conf = Map.copyOf(conf);
    environment = Map.copyOf(environment);
    classPath = List.copyOf(classPath);
  }

  /** Tells whether all of it is on this machine, by the master's address. */
  public boolean isOnLoopback() {
    return master.startsWith("spark://127.")
        || master.startsWith("spark://localhost:")
        || master.startsWith("local");
  }
}
