package io.mysimbdp.engine.write;

import io.mysimbdp.engine.config.TenantProfile.WriteSettings;

/**
 * How many rows are held back to be grouped, and how many share a request: what the profile fixes,
 * else what the rows so far tell. Safe for several threads.
 *
 * <p><b>Window.</b> Holding rows back pays as long as a larger window makes larger groups, which
 * depends on how popular partitions are. So each time the window has filled up, what a group has
 * gained, the rows that it has beside its first, is compared with that at half the window's size:
 * where it has grown by a fifth or more the window is doubled, else it goes back to the half and
 * stays there until {@value #CYCLES_AT_REST} windows later, when it is looked at again. Where
 * nearly every row is alone in its partition, the smallest window does. Where all partitions are
 * equally popular the gain doubles with the window, however small it is at first.
 */
final class Sizing {

  /** The smallest window, in bytes. */
  static final long LEAST_WINDOW = 1L << 20;

  private static final int BATCH_BYTES = 40 << 10;
  private static final int BATCH_ROWS = 500;
  private static final double WORTH_DOUBLING = 1.2;
  private static final double HARDLY_ANY_GAIN = 0.02;
  private static final int CYCLES_AT_REST = 32;

  private final boolean isWindowFixed;
  private final long mostWindow;
  private final int batchBytes;
  private final int batchRows;
  private volatile long windowBytes;

  // Guarded by this.
  private double gainAtHalf;
  private int rest;

  /**
   * Makes the sizes of one run.
   *
   * @param mostWindow how far the window may grow, in bytes
   */
  Sizing(WriteSettings settings, long mostWindow) {
    this.isWindowFixed = settings.windowBytes() != WriteSettings.AUTO;
    this.mostWindow = Math.max(LEAST_WINDOW, mostWindow);
    this.windowBytes = isWindowFixed ? settings.windowBytes() : LEAST_WINDOW;
    this.batchBytes =
        settings.batchBytes() == WriteSettings.AUTO ? BATCH_BYTES : settings.batchBytes();
    this.batchRows = settings.batchRows() == WriteSettings.AUTO ? BATCH_ROWS : settings.batchRows();
  }

  /** Returns how many bytes of rows may be held back. */
  long windowBytes() {
    return windowBytes;
  }

  /** Returns the most bytes in a request. */
  int batchBytes() {
    return batchBytes;
  }

  /** Returns the most rows in a request. */
  int batchRows() {
    return batchRows;
  }

  /**
   * Hears that the window has filled up.
   *
   * @param rows that have gone through it since it did before
   * @param groups that they have left it in
   */
  synchronized void filled(long rows, long groups) {
    if (isWindowFixed || groups == 0) {
      return;
    }
    double gain = (double) rows / groups - 1;
    if (rest > 0) {
      rest--;
      gainAtHalf = 0;
    } else if (gain < HARDLY_ANY_GAIN && windowBytes == LEAST_WINDOW) {
      rest = CYCLES_AT_REST;
    } else if (gain >= WORTH_DOUBLING * gainAtHalf) {
      gainAtHalf = gain;
      if (windowBytes * 2 <= mostWindow) {
        windowBytes *= 2;
      } else {
        rest = CYCLES_AT_REST;
      }
    } else {
      windowBytes = Math.max(LEAST_WINDOW, windowBytes / 2);
      rest = CYCLES_AT_REST;
    }
  }
}
