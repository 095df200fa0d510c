package io.mysimbdp.spark;

import java.io.Serializable;

/**
 * What the process that is a driver to Spark tells the engine. Immutable; arrays are not copied.
 */
public sealed interface Report extends Serializable {

  /**
   * Runs are taken.
   *
   * @param applicationId as Spark names it
   * @param page the address of Spark's own page about it; empty: it has none
   */
  record Ready(String applicationId, String page) implements Report {}

  /**
   * An executor is there.
   *
   * @param executorId as Spark names it
   * @param slots how many tasks it executes at a time
   */
  record ExecutorCame(String executorId, String host, int slots) implements Report {}

  /** An executor is gone, with all that was under way there. */
  record ExecutorWent(String executorId, String reason) implements Report {}

  /** A run has begun. */
  record Began(String runId, String executorId) implements Report {}

  /**
   * An executor says something.
   *
   * @param words of {@link EngineSeat#report}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Said(String executorId, byte[] words) implements Report {}

  /**
   * A run has ended.
   *
   * @param result of {@link EngineSeat#execute}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ended(String runId, byte[] result) implements Report {}

  /** A run has not begun and will not, as was asked for. */
  record Withdrawn(String runId) implements Report {}

  /**
   * Nobody knows what became of a run, or it could not be brought to begin.
   *
   * @param executorId where it had begun; empty: it had not
   * @param reason one sentence
   */
  record Lost(String runId, String executorId, String reason) implements Report {}

  /**
   * Nothing is executed any more, and the process ends.
   *
   * @param reason one sentence
   */
  record Broken(String reason) implements Report {}
}
