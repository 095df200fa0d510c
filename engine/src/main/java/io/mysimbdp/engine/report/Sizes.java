package io.mysimbdp.engine.report;

import io.mysimbdp.engine.statistics.Change;
import java.time.Duration;
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

  /** Returns a duration, for example {@code 12.3 s}, {@code 5 min 7 s} or {@code 3 h 20 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.plusMillis(500).toSeconds();
    if (duration.toMillis() < 99_950) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** Returns a part of a whole, for example {@code 12.3 %}; what is little is not nothing. */
  public static String percent(double share) {
    if (share > 0 && share < 0.0005) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Returns how a figure has changed, for example {@code +12 %}; {@code new}: it was nothing. */
  public static String change(Change change) {
    if (change.ratio().isEmpty()) {
      return change.now() == 0 ? "" : "new";
    }
    return String.format(Locale.ROOT, "%+,d %%", Math.round(100 * change.ratio().getAsDouble()));
  }
}
