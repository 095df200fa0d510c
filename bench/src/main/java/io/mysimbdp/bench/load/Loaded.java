package io.mysimbdp.bench.load;

import java.util.Locale;

/** What a loading program says in the end: the line that the benchmark looks for. */
final class Loaded {

  private Loaded() {}

  /**
   * Prints the line.
   *
   * @param rows how many were loaded
   * @param startNanos when loading began
   */
  static void say(long rows, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.println(String.format(Locale.ROOT, "loaded rows=%d seconds=%.3f", rows, seconds));
  }
}
