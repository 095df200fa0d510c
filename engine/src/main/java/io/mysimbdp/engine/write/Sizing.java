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
 *
 * <p><b>Requests.</b> How many requests are under way is changed first ({@link
 * io.mysimbdp.engine.share.PermitAccount#answered}). Only where answers take longer than the target
 * although hardly any is under way is the request itself too much for the server: then it gets half
 * as large, down to {@value #LEAST_BATCH} bytes. Where half of the requests are full, for
 * partitions are popular or rows long, and the answers take less than an eighth of the target, it
 * gets twice as large, up to what the servers warn of. Looked at after each {@value #ANSWERS}
 * answers. A request that spans partitions may have what the servers warn of from the start, but is
 * never larger than what the profile fixes, nor than what has turned out to be too much.
 */
final class Sizing {

  /** The smallest window, in bytes. */
  static final long LEAST_WINDOW = 1L << 20;

  /** The smallest size of a request that is not fixed, in bytes. */
  static final int LEAST_BATCH = 4 << 10;

  /** The size of the first requests where it is not fixed, in bytes. */
  static final int FIRST_BATCH = 40 << 10;

  /** After how many answers the size of requests is looked at. */
  static final int ANSWERS = 16;

  private static final int HARDLY_ANY_UNDER_WAY = 2;
  private static final int PLENTY_OF_TIME = 8;
  private static final int BATCH_ROWS = 500;
  private static final double WORTH_DOUBLING = 1.2;
  private static final double HARDLY_ANY_GAIN = 0.02;
  private static final int CYCLES_AT_REST = 32;

  private final boolean isWindowFixed;
  private final long mostWindow;
  private final boolean isBatchFixed;
  private final int mostBatch;
  private final long targetNanos;
  private final int batchRows;
  private volatile long windowBytes;
  private volatile int batchBytes;

  // Guarded by this.
  private double gainAtHalf;
  private int rest;
  private int answers;
  private int fullAnswers;
  private long answerNanos;

  /**
   * Makes the sizes of one run.
   *
   * @param mostWindow how far the window may grow, in bytes
   * @param mostBatch how far requests may grow, in bytes
   */
  Sizing(WriteSettings settings, long mostWindow, int mostBatch) {
    this.isWindowFixed = settings.windowBytes() != WriteSettings.AUTO;
    this.mostWindow = Math.max(LEAST_WINDOW, mostWindow);
    this.windowBytes = isWindowFixed ? settings.windowBytes() : LEAST_WINDOW;
    this.isBatchFixed = settings.batchBytes() != WriteSettings.AUTO;
    this.batchBytes = isBatchFixed ? settings.batchBytes() : FIRST_BATCH;
    this.mostBatch = Math.max(FIRST_BATCH, mostBatch);
    this.targetNanos = settings.targetLatency().toNanos();
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

  /**
   * Returns the most bytes in a request that spans partitions.
   *
   * @param warned what the servers warn of, in bytes
   */
  int spanningBytes(int warned) {
    int size = batchBytes;
    return isBatchFixed || size < FIRST_BATCH ? Math.min(warned, size) : warned;
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

  /**
   * Hears of an answer, or that there was none.
   *
   * @param requestBytes what the request carried
   * @param latencyNanos how long the answer took
   * @param cap how many requests of the tenant may be under way
   */
  void answered(long requestBytes, long latencyNanos, int cap) {
    if (isBatchFixed) {
      return;
    }
    synchronized (this) {
      answers++;
      answerNanos += latencyNanos;
      if (requestBytes * 2 > batchBytes) {
        fullAnswers++;
      }
      if (answers == ANSWERS) {
        long mean = answerNanos / ANSWERS;
        if (mean > targetNanos && cap <= HARDLY_ANY_UNDER_WAY) {
          batchBytes = Math.max(LEAST_BATCH, batchBytes / 2);
        } else if (mean < targetNanos / PLENTY_OF_TIME && fullAnswers * 2 >= ANSWERS) {
          batchBytes = Math.min(mostBatch, batchBytes * 2);
        }
        answers = 0;
        fullAnswers = 0;
        answerNanos = 0;
      }
    }
  }
}
