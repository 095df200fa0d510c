package io.mysimbdp.engine.statistics;

import java.util.OptionalDouble;

/** A figure of a period, and the same of the period before. */
public record Change(double before, double now) {

  /** Makes one of counts. */
  public static Change of(long before, long now) {
    return new Change((double) before, (double) now);
  }

  /**
   * Returns by how much it has grown, as a part of what it was: 0.5 is half as much again. Empty
   * when there was nothing before.
   */
  public OptionalDouble ratio() {
    return before == 0 ? OptionalDouble.empty() : OptionalDouble.of((now - before) / before);
  }
}
