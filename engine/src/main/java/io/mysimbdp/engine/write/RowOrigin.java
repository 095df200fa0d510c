package io.mysimbdp.engine.write;

import org.jspecify.annotations.Nullable;

/**
 * The record that a row comes from; hears what became of the row. Each accepted row ends in exactly
 * one of the two calls, unless the run fails. Called on the driver's threads: must not block.
 */
public interface RowOrigin extends Arrival {

  /** Returns the line that the record begins in, from 1. */
  long line();

  /**
   * Cassandra cannot take the row, now or ever.
   *
   * @param column the column at fault, or null when it is the row as a whole
   * @param reason one sentence with the offending value and what was expected
   */
  void refused(@Nullable String column, String reason);

  /**
   * A row will not be refused any more.
   *
   * @return what is to be told of its arrival in place of this, and takes less memory
   */
  default Arrival accepted() {
    return this;
  }
}
