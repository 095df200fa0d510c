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
   * Takes write times for rows that are to come. A row that should win over another one with the
   * same key gets a later one.
   *
   * @param rows how many
   * @return the first of as many times, a microsecond apart, each later than all taken before
   */
  long reserve(int rows);

  /** Accepts a row that comes behind all those before. */
  default boolean write(RowOrigin origin, Row row) throws InterruptedException {
    return write(origin, row, reserve(1));
  }

  /**
   * Accepts a row; waits while too many requests are under way.
   *
   * @param writeTimeMicros one that was reserved for it
   * @return false when the row can never be written; its origin has been told
   * @throws IllegalArgumentException when the table or a column does not exist
   * @throws EngineException when writing has failed for good
   * @throws InterruptedException when interrupted while waiting
   */
  boolean write(RowOrigin origin, Row row, long writeTimeMicros) throws InterruptedException;

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
