package io.mysimbdp.engine.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /** Returns a number of bytes with a decimal unit, for example {@code 302 kB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, UNITS[unit]);
  }

  /** Returns a count with a comma between groups of three digits. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a count with what is counted, for example {@code 1 row} or {@code 2,000 rows}. */
  public static String counted(long count, String word) {
    return count(count) + " " + word + (count == 1 ? "" : "s");
  }
}
