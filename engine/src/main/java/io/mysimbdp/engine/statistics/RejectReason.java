package io.mysimbdp.engine.statistics;

/**
 * A kind of rejects.
 *
 * @param reason the rule that records broke, and the column at fault if it was one; {@link #OTHER}
 *     for those of less frequent kinds, and of kinds that are not known
 * @param count how many records of files that are done
 */
public record RejectReason(String reason, long count) {

  /** The name of the rest. */
  public static final String OTHER = "other";
}
