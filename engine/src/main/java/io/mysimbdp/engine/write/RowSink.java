package io.mysimbdp.engine.write;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;

/**
 * Where the rows of one run go. Safe for several threads.
 *
 * <p><b>Life cycle.</b> {@link #write} for each row, then {@link #finish} once; after that every
 * accepted row has been acknowledged or refused to its origin, unless {@code finish} has thrown.
 */
public interface RowSink {

  /**
   * Checks that a table can be written, before its first row.
   *
   * @throws IllegalArgumentException as {@link #write}
   */
  void check(Table table);

  /**
   * Accepts a row; waits while too many requests are under way.
   *
   * @return false when the row can never be written; its origin has been told
   * @throws IllegalArgumentException when the table or a column does not exist
   * @throws EngineException when writing has failed for good
   * @throws InterruptedException when interrupted while waiting
   */
  boolean write(RowOrigin origin, Row row) throws InterruptedException;

  /**
   * Does what is still to be done and waits for every answer.
   *
   * @throws EngineException when a row could not be written; the message says why
   * @throws InterruptedException when interrupted while waiting
   */
  void finish() throws InterruptedException;

  /** Returns the write time of the latest row, in microseconds since 1970. */
  long lastWriteTimeMicros();
}
