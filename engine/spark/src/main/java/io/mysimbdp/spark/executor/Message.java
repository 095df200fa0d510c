package io.mysimbdp.spark.executor;

import java.io.Serializable;

/**
 * What executors say to the driver over Spark's own line. Arrays are not copied.
 *
 * <p>Answers are of the JDK's types: on an executor, Spark reads them with a class loader that does
 * not know the JARs that it was sent.
 */
public sealed interface Message extends Serializable {

  /**
   * An executor asks what it needs to know before its first run; the answer is the bytes for {@link
   * io.mysimbdp.spark.EngineSeat.Factory}.
   */
  record Hello(String executorId) implements Message {}

  /** An executor asks whether it may begin a run; the answer is a {@link Boolean}. */
  record MayBegin(String runId, String executorId) implements Message {}

  /** A run has ended; sent as soon as it has, and once more with the result of its task. */
  @SuppressWarnings("ArrayRecordComponent")
  record Done(String runId, byte[] result) implements Message {}

  /** An executor lives; the answer is an {@link java.util.ArrayList} of notices, as bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Beat(String executorId, byte[] report) implements Message {}

  /** An executor asks for a part of a JAR; the answer is its bytes. */
  record JarPart(String sha256, long offset) implements Message {}
}
