package io.mysimbdp.engine.console;

import java.util.Arrays;

/**
 * LiveRates of the last quarter of an hour, a value for each sample. Not safe for several threads.
 */
final class Throughput {

  /** How many samples are kept. */
  static final int LENGTH = 450;

  private final float[] rows = new float[LENGTH];
  private final float[] bytes = new float[LENGTH];
  // The number of the last sample; a sample has its place by its number.
  private long last;
  private long lastActive;

  /**
   * Begins with nothing done before.
   *
   * @param first the number of the first sample
   */
  Throughput(long first) {
    last = first - 1;
    lastActive = first;
  }

  /**
   * Adds a sample.
   *
   * @param number of the sample; those that were left out were zero
   */
  void add(long number, double rowsPerSecond, double bytesPerSecond) {
    for (long each = Math.max(last + 1, number - LENGTH + 1); each <= number; each++) {
      rows[place(each)] = 0;
      bytes[place(each)] = 0;
    }
    rows[place(number)] = (float) rowsPerSecond;
    bytes[place(number)] = (float) bytesPerSecond;
    last = Math.max(last, number);
    if (rowsPerSecond > 0 || bytesPerSecond > 0) {
      lastActive = number;
    }
  }

  /** Tells whether nothing is left but zeros. */
  boolean isOver(long number) {
    return number - lastActive >= LENGTH;
  }

  /** Returns the rows a second of the last samples, the latest last. */
  float[] rows(long number, int count) {
    return latest(rows, number, count);
  }

  /** Returns the bytes a second of the last samples, the latest last. */
  float[] bytes(long number, int count) {
    return latest(bytes, number, count);
  }

  /** Returns the mean of the last samples, in rows a second. */
  double recentRows(long number, int count) {
    return mean(rows(number, count));
  }

  /** Returns the mean of the last samples, in bytes a second. */
  double recentBytes(long number, int count) {
    return mean(bytes(number, count));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private float[] latest(float[] ring, long number, int count) {
    float[] values = new float[Math.min(count, LENGTH)];
    Arrays.fill(values, 0);
    for (int i = 0; i < values.length; i++) {
      long each = number - values.length + 1 + i;
      if (each <= last && each > last - LENGTH && each >= 0) {
        values[i] = ring[place(each)];
      }
    }
    return values;
  }

  private static int place(long number) {
    return (int) Math.floorMod(number, (long) LENGTH);
  }
}
