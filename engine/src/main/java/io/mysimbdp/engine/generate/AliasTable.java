package io.mysimbdp.engine.generate;

/**
 * Draws from a discrete distribution in constant time: M. Vose, "A Linear Algorithm for Generating
 * Random Numbers with a Given Distribution" (1991). Immutable.
 */
final class AliasTable {

  private final double[] threshold;
  private final int[] alias;

  /** Prepares for these weights, which need not add up to anything. */
  AliasTable(double[] weights) {
    int n = weights.length;
    threshold = new double[n];
    alias = new int[n];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    double[] scaled = new double[n];
    for (int i = 0; i < n; i++) {
      scaled[i] = weights[i] * n / sum;
      if (scaled[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      threshold[less] = scaled[less];
      alias[less] = more;
      scaled[more] = scaled[more] + scaled[less] - 1;
      if (scaled[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    while (larges > 0) {
      threshold[large[--larges]] = 1;
    }
    while (smalls > 0) {
      threshold[small[--smalls]] = 1;
    }
  }

  int draw(Random64 random) {
    int slot = random.below(threshold.length);
    return random.unit() < threshold[slot] ? slot : alias[slot];
  }

  /** Returns weights by Zipf's law with exponent 1. */
  static double[] zipf(int ranks) {
    double[] weights = new double[ranks];
    for (int i = 0; i < ranks; i++) {
      weights[i] = 1.0 / (i + 1);
    }
    return weights;
  }
}
