package io.mysimbdp.spark;

import java.io.Serializable;
import java.util.Map;

/**
 * What the engine tells the process that is a driver to Spark. Immutable; arrays are not copied.
 */
public sealed interface Order extends Serializable {

  /**
   * Begin; comes first, and once.
   *
   * @param master as Spark has it, such as {@code spark://host:7077}
   * @param conf further settings of Spark
   * @param settings what an executor needs to know before its first run; for {@link
   *     EngineSeat.Factory}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Start(String master, Map<String, String> conf, byte[] settings) implements Order {

    /** Copies. */
    public Start {
      conf = Map.copyOf(conf);
    }
  }

  /**
   * Execute a run.
   *
   * @param runId its id, used once
   * @param bytes the size of its files; small runs share a task
   * @param jarSha256 the digest of its tenant's JAR, hexadecimal
   * @param jar where that JAR is for as long as the run is under way
   * @param run the run itself, for {@link EngineSeat#execute}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Execute(String runId, long bytes, String jarSha256, String jar, byte[] run)
      implements Order {}

  /**
   * A run is not to begin; if it has, the executor hears of it by a {@link Notice}.
   *
   * @param runId of a run that may have ended
   */
  record Cancel(String runId) implements Order {}

  /**
   * Tell an executor something, with the next answer it gets.
   *
   * @param executorId whom; one that is gone hears nothing
   * @param notice for {@link EngineSeat#told}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Notice(String executorId, byte[] notice) implements Order {}
}
