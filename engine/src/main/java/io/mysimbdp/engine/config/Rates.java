package io.mysimbdp.engine.config;

import java.io.Serializable;

/**
 * How fast rows may be written and files read. {@link Limits#UNLIMITED} stands for no limit.
 *
 * @param rowsPerSecond the most rows a second
 * @param bytesPerSecond the most bytes of staged files a second
 */
public record Rates(long rowsPerSecond, long bytesPerSecond) implements Serializable {

  /** Stands for no limit. */
  public static final Rates UNLIMITED = new Rates(Limits.UNLIMITED, Limits.UNLIMITED);

  /** Returns what two limits allow both. */
  public Rates and(Rates other) {
    return new Rates(
        Math.min(rowsPerSecond, other.rowsPerSecond),
        Math.min(bytesPerSecond, other.bytesPerSecond));
  }
}
