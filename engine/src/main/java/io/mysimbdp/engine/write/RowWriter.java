package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Writes the rows of one run. Safe for several threads.
 *
 * <p><b>Life cycle.</b> {@link #write} for each row, then {@link #finish} once; after that every
 * accepted row has been acknowledged or refused to its origin, unless {@code finish} has thrown.
 *
 * <p><b>Memory.</b> At most {@code windowBytes} are held back, and {@code inFlightRequests} ×
 * {@code batchBytes} are under way, whatever the size of the input.
 *
 * <p><b>Order.</b> Each row is written with a time of its own that grows by a microsecond with each
 * call of {@link #write}, starting with the time given for the run. So the later row of two with
 * the same key wins, although requests overtake each other. A later run starts with a later time.
 */
public final class RowWriter {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final TableStatements statements;
  private final RequestSender sender;
  // Guarded by itself.
  private final GroupingWindow window;
  private final AtomicLong nextWriteTimeMicros;

  /**
   * Makes a writer for one run.
   *
   * @param session the shared session; stays open
   * @param keyspace where the tables are
   * @param tables the tables that may be written
   * @param settings grouping, flow control and retries
   * @param firstWriteTimeMicros the write time of the first row, in microseconds since 1970
   * @param timer runs retries; stays alive
   * @param nanoTime a monotonic clock
   * @param random uniform in [0, 1), for the waits between attempts
   */
  public RowWriter(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      WriteSettings settings,
      long firstWriteTimeMicros,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      DoubleSupplier random) {
    this.statements = new TableStatements(session, keyspace, tables, settings);
    this.sender =
        new RequestSender(
            session,
            timer,
            new Backoff(FIRST_WAIT, LONGEST_WAIT, random),
            nanoTime,
            settings.retryFor(),
            settings.inFlightRequests());
    this.window =
        new GroupingWindow(settings.windowBytes(), settings.batchBytes(), settings.batchRows());
    this.nextWriteTimeMicros = new AtomicLong(firstWriteTimeMicros);
  }

  /**
   * Checks that a table can be written, before its first row.
   *
   * @throws IllegalArgumentException as {@link #write}
   */
  public void check(Table table) {
    statements.of(table);
  }

  /**
   * Accepts a row; waits while too many requests are under way.
   *
   * @return false when the row can never be written; its origin has been told
   * @throws IllegalArgumentException when the table or a column does not exist
   * @throws EngineException when writing has failed for good
   * @throws InterruptedException when interrupted while waiting
   */
  public boolean write(RowOrigin origin, Row row) throws InterruptedException {
    throwIfFailed();
    TableStatement statement = statements.of(row.table());
    EncodedRow encoded;
    try {
      encoded = statement.encode(row, nextWriteTimeMicros.getAndIncrement(), origin);
    } catch (RowNotEncodableException e) {
      origin.refused(e.column(), e.reason());
      return false;
    }
    List<List<EncodedRow>> full;
    synchronized (window) {
      full = window.add(encoded);
    }
    for (List<EncodedRow> rows : full) {
      sender.send(rows);
    }
    return true;
  }

  /**
   * Sends what is held back and waits for every answer.
   *
   * @throws EngineException when a row could not be written; the message says why
   * @throws InterruptedException when interrupted while waiting
   */
  public void finish() throws InterruptedException {
    List<List<EncodedRow>> rest;
    synchronized (window) {
      rest = window.drain();
    }
    for (List<EncodedRow> rows : rest) {
      throwIfFailed();
      sender.send(rows);
    }
    sender.awaitAll();
    throwIfFailed();
  }

  /** Returns the write time of the latest row, in microseconds since 1970. */
  public long lastWriteTimeMicros() {
    return nextWriteTimeMicros.get() - 1;
  }

  private void throwIfFailed() {
    EngineException failure = sender.failure();
    if (failure != null) {
      throw failure;
    }
  }
}
