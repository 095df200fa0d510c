package io.mysimbdp.tenant;

/**
 * Writes rows to the tenant's tables. The engine owns statements, grouping, back-pressure, rate
 * limits, retries, consistency and the way into Cassandra. Safe for several threads.
 *
 * <p><b>Asynchrony.</b> {@link #write} returns once the row is accepted, and waits while too much
 * is under way. The engine follows each row to its acknowledgement; an app has nothing to flush or
 * to wait for. A row that Cassandra cannot take (a value of the wrong type, a row too large) makes
 * its record a reject. A failure that is not the row's own is retried, then fails the run.
 *
 * <p><b>Order.</b> Where rows of one batch have the same primary key, the one of the later {@code
 * write} call wins.
 */
public interface TableWriter {

  /**
   * Writes a row that comes from a record. May be called several times for one record, also for
   * different tables.
   *
   * @param origin the record that the row comes from
   * @throws IllegalArgumentException when the table or a column does not exist
   * @throws IllegalStateException when the record has been rejected or skipped, or the run has
   *     ended
   * @throws InterruptedException when the run is cancelled while waiting
   */
  void write(InputRecord origin, Row row) throws InterruptedException;
}
