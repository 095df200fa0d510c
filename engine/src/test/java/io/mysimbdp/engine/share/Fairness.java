package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What several takers have got in the course of time, and how fair that was. */
final class Fairness {

  private final double[] weights;
  private final double[] served;
  // What was served by weight until then.
  private final List<double[]> turns = new ArrayList<>();

  Fairness(double... weights) {
    this.weights = weights;
    this.served = new double[weights.length];
    turns.add(served.clone());
  }

  void served(int taker, long amount) {
    served[taker] += (double) amount / weights[taker];
  }

  /** Ends a turn, in which more than one may have been served. */
  void turn() {
    turns.add(served.clone());
  }

  int turns() {
    return turns.size();
  }

  double total() {
    double sum = 0;
    for (int i = 0; i < served.length; i++) {
      sum += served[i] * weights[i];
    }
    return sum;
  }

  /**
   * Asserts Jain's index, (Σx)² ÷ (n Σx²), of what was served by weight in each window of so many
   * turns: R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness" (DEC TR-301, 1984).
   */
  void assertJain(int window, double least) {
    assertThat(turns.size()).as("turns").isGreaterThan(window);
    for (int end = window; end < turns.size(); end++) {
      double[] from = turns.get(end - window);
      double[] to = turns.get(end);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < to.length; i++) {
        double x = to[i] - from[i];
        sum += x;
        squares += x * x;
      }
      double jain = sum * sum / (to.length * squares);
      if (jain < least) {
        assertThat(jain)
            .as("index of the window that ends at %s", end)
            .isGreaterThanOrEqualTo(least);
      }
    }
  }

  /**
   * Asserts that in no period two of them differ by more than their largest costs by weight, the
   * bound of start-time fair queueing.
   */
  void assertBound(double largestCost) {
    for (int i = 0; i < weights.length; i++) {
      for (int j = i + 1; j < weights.length; j++) {
        double least = 0;
        double most = 0;
        for (double[] turn : turns) {
          least = Math.min(least, turn[i] - turn[j]);
          most = Math.max(most, turn[i] - turn[j]);
        }
        assertThat(most - least)
            .as("%s and %s, of weights %s and %s", i, j, weights[i], weights[j])
            .isLessThanOrEqualTo(
                (largestCost / weights[i] + largestCost / weights[j]) * (1 + 1e-9));
      }
    }
  }
}
