package io.mysimbdp.engine.rehearsal;

/** How a check ended. */
public enum Verdict {
  /** What was expected was seen. */
  HELD,
  /** Something else was seen: in production it would cost data, or somebody's sleep. */
  FAILED,
  /** Nothing can be said, or there is nothing to check. */
  NOT_APPLICABLE
}
