package io.mysimbdp.tenant;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.concurrent.CompletionStage;

/**
 * The platform's shared Cassandra session as one tenant sees it, for what {@link TableWriter}
 * cannot do: look-ups, counters, deletions, conditional updates. Safe for several threads.
 *
 * <p><b>Confined.</b> Only SELECT, INSERT, UPDATE, DELETE and batches of these, on tables of the
 * tenant's own keyspace. Names without a keyspace are looked up there. All else is refused with
 * {@link SecurityException}, before it is sent. Statements must be of the driver's own making
 * ({@code SimpleStatement}, or bound from {@link #prepare}, or {@code BatchStatement} of these).
 *
 * <p><b>Not counted.</b> What is written here settles no record; the record still has to be written
 * through the writer, rejected or skipped.
 *
 * <p><b>Errors.</b> Those of the driver. Asynchronous calls never throw for a failed request: the
 * stage fails instead. Their callbacks run one after the other, on a thread of the run: one that
 * waits there for another answer, which cannot come, is refused with {@link IllegalStateException}.
 * Chain requests by {@link CompletionStage#thenCompose}.
 */
public interface IngestSession {

  /** Returns the keyspace this session is confined to. */
  String keyspace();

  /**
   * Prepares a statement.
   *
   * @throws SecurityException when the statement is not allowed to this tenant
   */
  PreparedStatement prepare(String cql);

  /**
   * Executes a statement and waits for its result.
   *
   * @throws SecurityException when the statement is not allowed to this tenant
   */
  ResultSet execute(Statement<?> statement);

  /**
   * Executes a statement without literals or values to bind, and waits for its result.
   *
   * @throws SecurityException when the statement is not allowed to this tenant
   */
  ResultSet execute(String cql, Object... values);

  /**
   * Executes a statement. The number of requests under way is bounded: this call waits for a place.
   *
   * @throws SecurityException when the statement is not allowed to this tenant
   * @throws InterruptedException when the run is cancelled while waiting
   */
  CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement) throws InterruptedException;
}
