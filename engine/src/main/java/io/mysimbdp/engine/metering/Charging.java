package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether the CPU time of a run is charged, and why not. Names are stable: they stand in Cassandra.
 *
 * <p>A run is charged when at least one of its files became done, and it did not fail for what is
 * none of its tenant's doing. Bytes and rows do not go by this: each content is charged when it
 * becomes done, once, however many runs it took.
 */
public enum Charging {
  /** It is charged. */
  CHARGED("charged"),
  /** None of its files became done. */
  NOTHING_DONE("not charged: no file of it became done"),
  /** It failed for the engine, by a defect. */
  ENGINE_FAULT("not charged: it failed for a defect of the engine"),
  /** It failed for Cassandra, the disk, or another resource of the platform. */
  RESOURCES("not charged: it failed for a resource of the platform"),
  /** The engine was stopped, lost its lease, or was not set up for it. */
  OPERATOR("not charged: it was ended by the engine or its operator");

  private final String words;

  Charging(String words) {
    this.words = words;
  }

  /** Returns the rule's answer for people. */
  public String words() {
    return words;
  }

  /**
   * Decides.
   *
   * @param filesDone how many of its files the run brought to their ends
   * @param failure why the run as a whole failed; null: it did not
   */
  public static Charging of(long filesDone, @Nullable FailureCode failure) {
    if (filesDone == 0) {
      return NOTHING_DONE;
    }
    if (failure == null) {
      return CHARGED;
    }
    return switch (failure.owner()) {
      case TENANT_DATA, TENANT_CODE -> CHARGED;
      case OPERATOR -> OPERATOR;
      case RESOURCES -> RESOURCES;
      case ENGINE -> ENGINE_FAULT;
    };
  }
}
