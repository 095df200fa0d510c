package io.mysimbdp.bench.write;

import java.util.Collection;
import java.util.List;

/**
 * Some measurements of the same.
 *
 * @param median the one in the middle, or between the two there
 * @param least the smallest
 * @param most the largest
 */
record Spread(double median, double least, double most) {

  /** Returns that of values; of none it is not a number. */
  static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
