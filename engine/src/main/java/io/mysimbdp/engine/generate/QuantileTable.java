package io.mysimbdp.engine.generate;

import java.util.function.DoubleToIntFunction;

/** Draws from a distribution by a table of its quantiles. Immutable. */
final class QuantileTable {

  private static final int SIZE = 1 << 14;

  private final int[] values = new int[SIZE];

  /**
   * Tabulates.
   *
   * @param quantile from a share, 0 to 1, to a value
   */
  QuantileTable(DoubleToIntFunction quantile) {
    for (int i = 0; i < SIZE; i++) {
      values[i] = quantile.applyAsInt((i + 0.5) / SIZE);
    }
  }

  int draw(Random64 random) {
    return values[random.below(SIZE)];
  }

  /** Returns the table of a log-normal distribution, cut at both ends. */
  static QuantileTable logNormal(double mean, double deviation, int least, int most) {
    return new QuantileTable(
        share -> {
          double value = StrictMath.exp(mean + deviation * normalQuantile(share));
          return (int) Math.min(most, Math.max(least, Math.round(value)));
        });
  }

  /** Votes: zero in 68.7 %, then 6 at 95 %, 18 at 99 %, 80 at 99.9 %, at most 5068. */
  static QuantileTable votes() {
    double[] shares = {0.687, 0.95, 0.99, 0.999, 1.0};
    double[] votes = {1, 6, 18, 80, 5068};
    return new QuantileTable(
        share -> {
          if (share < shares[0]) {
            return 0;
          }
          int i = 1;
          while (share > shares[i]) {
            i++;
          }
          double part = (share - shares[i - 1]) / (shares[i] - shares[i - 1]);
          double log =
              StrictMath.log(votes[i - 1])
                  + part * (StrictMath.log(votes[i]) - StrictMath.log(votes[i - 1]));
          return (int) StrictMath.round(StrictMath.exp(log));
        });
  }

  /**
   * The quantile of the normal distribution, by P. Acklam's rational approximation, relative error
   * below 1.15e-9.
   */
  private static double normalQuantile(double p) {
    double[] a = {
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
      1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
    };
    double[] b = {
      -5.447609879822406e+01,
      1.615858368580409e+02,
      -1.556989798598866e+02,
      6.680131188771972e+01,
      -1.328068155288572e+01
    };
    double[] c = {
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
      -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
    };
    double[] d = {
      7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
    };
    double low = 0.02425;
    if (p < low || p > 1 - low) {
      double q = StrictMath.sqrt(-2 * StrictMath.log(p < low ? p : 1 - p));
      double tail =
          (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
              / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
      return p < low ? tail : -tail;
    }
    double q = p - 0.5;
    double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5])
        * q
        / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
  }
}
