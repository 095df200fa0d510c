package io.mysimbdp.engine.confine;

import java.util.function.LongSupplier;

/**
 * How many lines an app may log: so many a second, and some more at first. Safe for all threads.
 */
final class LineBudget {

  private final LongSupplier nanoTime;
  private final int perSecond;
  private final int atOnce;
  private double left;
  private long countedNanos;
  private long droppedLines;

  /**
   * What becomes of a line.
   *
   * @param isLogged whether it is logged
   * @param isFirstDropped whether it is the first one that is not
   * @param droppedBefore how many lines have been dropped just before
   */
  record Verdict(boolean isLogged, boolean isFirstDropped, long droppedBefore) {}

  /**
   * Makes a full budget.
   *
   * @param nanoTime a monotonic clock
   * @param perSecond lines a second
   * @param atOnce lines that may come at once
   */
  LineBudget(LongSupplier nanoTime, int perSecond, int atOnce) {
    this.nanoTime = nanoTime;
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.left = atOnce;
    this.countedNanos = nanoTime.getAsLong();
  }

  int perSecond() {
    return perSecond;
  }

  /** Decides on one line. */
  synchronized Verdict take() {
    long now = nanoTime.getAsLong();
    left = Math.min(atOnce, left + (now - countedNanos) / 1e9 * perSecond);
    countedNanos = now;
    if (left < 1) {
      droppedLines++;
      return new Verdict(false, droppedLines == 1, 0);
    }
    left--;
    long dropped = droppedLines;
    droppedLines = 0;
    return new Verdict(true, false, dropped);
  }
}
