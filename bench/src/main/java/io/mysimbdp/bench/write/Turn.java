package io.mysimbdp.bench.write;

import io.mysimbdp.bench.rows.Shape;
import java.util.Locale;

/**
 * What one contender did once.
 *
 * @param shape into which table
 * @param contender who
 * @param round 0: the first one, with a cold server
 * @param rows how many rows there were
 * @param failure why it counts as failed; empty when it does not
 * @param loadingSeconds for how long it was loading, by its own account
 * @param wholeSeconds from the start of its process to its end
 * @param loaderCpu CPU seconds of its process and of theirs that it has started
 * @param serverCpu CPU seconds of the server in the same time
 * @param loaderPeakMib the most resident memory of its process
 * @param serverPeakMib the most resident memory of the server in the same time
 */
record Turn(
    Shape shape,
    String contender,
    int round,
    long rows,
    String failure,
    double loadingSeconds,
    double wholeSeconds,
    double loaderCpu,
    double serverCpu,
    long loaderPeakMib,
    long serverPeakMib) {

  static final String[] HEADINGS = {
    "shape",
    "contender",
    "round",
    "rows",
    "loading s",
    "rows/s loading",
    "whole s",
    "CPU s loader",
    "CPU s server",
    "peak MiB loader",
    "peak MiB server",
    "content"
  };

  boolean isFailed() {
    return !failure.isEmpty();
  }

  double loadingRate() {
    return rows / loadingSeconds;
  }

  double wholeRate() {
    return rows / wholeSeconds;
  }

  String[] cells() {
    return new String[] {
      shape.label(),
      contender,
      String.valueOf(round),
      String.valueOf(rows),
      text(loadingSeconds),
      String.format(Locale.ROOT, "%.0f", loadingRate()),
      text(wholeSeconds),
      text(loaderCpu),
      text(serverCpu),
      String.valueOf(loaderPeakMib),
      String.valueOf(serverPeakMib),
      isFailed() ? failure : "right"
    };
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
