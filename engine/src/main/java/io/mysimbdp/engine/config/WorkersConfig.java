package io.mysimbdp.engine.config;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where runs are executed.
 *
 * @param master the cluster, as Spark has it; null: in this process, and in processes that it
 *     starts
 * @param sparkHome the folder with Spark's {@code jars}; null: what comes with the engine
 * @param concurrentRuns how many batches are given to the cluster at a time
 * @param sparkConf settings of Spark, by their names
 * @param split as it is set: see {@link #splitBytes}; {@link #AUTO}, or 0 for never
 */
public record WorkersConfig(
    @Nullable String master,
    @Nullable String sparkHome,
    int concurrentRuns,
    Map<String, String> sparkConf,
    long split) {

  /** What pays by where runs are executed. */
  public static final long AUTO = -1;

  /** No smaller file is cut. */
  public static final long LEAST_SPLIT_BYTES = 1L << 20;

  private static final long CLUSTER_SPLIT_BYTES = 256L << 20;

  /** The word for this process. */
  public static final String LOCAL = "local";

  /** What a value must be, for messages. */
  public static final String EXPECTED =
      "local, or the master of a Spark cluster: spark://host:port, yarn, k8s://…, or"
          + " local-cluster[workers,cores,MiB] for a trial";

  private static final Pattern MASTER =
      Pattern.compile(
          "spark://[^/:]+:[0-9]+(,[^/:]+:[0-9]+)*|yarn|k8s://.+"
              + "|local-cluster\\[ *[0-9]+ *, *[0-9]+ *, *[0-9]+ *]");

  /** Copies. */
  public WorkersConfig {
    sparkConf = Map.copyOf(sparkConf);
  }

  /** Tells whether runs are executed in this process. */
  public boolean isLocal() {
    return master == null;
  }

  /**
   * Returns from which size on a file is run in parts, and how large one is at most, in bytes; 0:
   * each file is run in one piece.
   */
  public long splitBytes() {
    if (split != AUTO) {
      return split;
    }
    return isLocal() ? 0 : CLUSTER_SPLIT_BYTES;
  }

  /** Tells whether a text says where runs are executed. */
  public static boolean isValid(String text) {
    return text.equals(LOCAL) || MASTER.matcher(text).matches();
  }

  /** Returns the same with another place, as {@link #isValid} knows it. */
  public WorkersConfig at(String place) {
    return new WorkersConfig(
        place.equals(LOCAL) ? null : place, sparkHome, concurrentRuns, sparkConf, split);
  }
}
