package io.mysimbdp.engine.verify;

/**
 * How many rows of a file are read back.
 *
 * @param rows about so many; {@link Long#MAX_VALUE}: all
 */
public record SampleSize(long rows) {

  /** Every row. */
  public static final SampleSize ALL = new SampleSize(Long.MAX_VALUE);

  /** Checks. */
  public SampleSize {
    if (rows < 1) {
      throw new IllegalArgumentException("A sample has at least one row, not " + rows);
    }
  }

  /** Returns the share of the keys to compare, of a file that makes so many rows. */
  double shareOf(long all) {
    return all <= rows ? 1 : (double) rows / all;
  }
}
