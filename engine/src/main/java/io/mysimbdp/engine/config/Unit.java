package io.mysimbdp.engine.config;

import java.util.Locale;

/** What the value of a key counts. */
public enum Unit {
  /** Nothing, or the value says it itself. */
  NONE,
  /** Bytes. */
  BYTES,
  /** Time. */
  TIME,
  /** Files. */
  FILES,
  /** Records. */
  RECORDS,
  /** Rows. */
  ROWS,
  /** Rows a second. */
  ROWS_PER_SECOND,
  /** Bytes a second. */
  BYTES_PER_SECOND,
  /** Columns of a file. */
  COLUMNS,
  /** Lines of a file. */
  LINES,
  /** Batches. */
  BATCHES,
  /** Runs. */
  RUNS,
  /** Requests to Cassandra. */
  REQUESTS,
  /** How many times. */
  TIMES;

  /** Returns the unit as people write it; empty for none. */
  public String label() {
    return switch (this) {
      case NONE -> "";
      case ROWS_PER_SECOND -> "rows/s";
      case BYTES_PER_SECOND -> "bytes/s";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
