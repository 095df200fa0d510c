package io.mysimbdp.spark.executor;

import java.io.Serializable;
import java.util.List;

/** Runs that share a task. */
public record Bundle(List<Entry> entries) implements Serializable {

  /** Copies. */
  public Bundle {
    entries = List.copyOf(entries);
  }

  /**
   * One run.
   *
   * @param run for {@link io.mysimbdp.spark.EngineSeat#execute}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Entry(String runId, byte[] run) implements Serializable {}
}
