package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.util.concurrent.CompletableFutures;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.session.Retries;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How the ledger speaks to Cassandra: durably, and again when Cassandra is busy or away, for a
 * bounded time. Safe for several threads.
 */
public final class Durable {

  private final CqlSession session;
  private final Retries retries;
  private final LedgerMeter meter;
  private final LongSupplier nanoTime;
  private final LedgerMeter.Part part;

  /**
   * Makes the way to Cassandra, measured by nobody.
   *
   * @param session the platform's; stays open
   * @param retries stands transient errors
   */
  public Durable(CqlSession session, Retries retries) {
    this(session, retries, LedgerMeter.NONE, () -> 0);
  }

  /**
   * Makes the way to Cassandra.
   *
   * @param session the platform's; stays open
   * @param retries stands transient errors
   * @param meter hears of each call
   * @param nanoTime a monotonic clock
   */
  public Durable(CqlSession session, Retries retries, LedgerMeter meter, LongSupplier nanoTime) {
    this(session, retries, meter, nanoTime, LedgerMeter.Part.LEDGER);
  }

  private Durable(
      CqlSession session,
      Retries retries,
      LedgerMeter meter,
      LongSupplier nanoTime,
      LedgerMeter.Part part) {
    this.session = session;
    this.retries = retries;
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.part = part;
  }

  /** Returns the same way, measured as that of the leases. */
  Durable ofLeases() {
    return new Durable(session, retries, meter, nanoTime, LedgerMeter.Part.LEASE);
  }

  CqlSession session() {
    return session;
  }

  LedgerMeter meter() {
    return meter;
  }

  /** Idempotent, so that the driver may try again; a majority, so that it survives a lost node. */
  static SimpleStatement statement(String cql) {
    return SimpleStatement.newInstance(cql)
        .setIdempotent(true)
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM);
  }

  /** A lightweight transaction; the driver must not repeat it, for its outcome may be unknown. */
  static SimpleStatement conditional(String cql) {
    return SimpleStatement.newInstance(cql)
        .setIdempotent(false)
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
  }

  /** A read that sees every lightweight transaction that has been answered. */
  static SimpleStatement serialRead(String cql) {
    return SimpleStatement.newInstance(cql)
        .setIdempotent(true)
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
  }

  /** Several statements that may each be repeated, as one request. */
  static BatchStatement together(BoundStatement... statements) {
    return BatchStatement.newInstance(BatchType.UNLOGGED, statements)
        .setIdempotent(true)
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM);
  }

  ResultSet execute(Statement<?> statement) {
    return again(() -> session.execute(statement));
  }

  /**
   * Executes a lightweight transaction. One whose outcome is unknown is sent again: so its
   * condition must still hold after it, or the caller must look whether what is there is its own.
   *
   * @return whether it was applied
   */
  boolean applied(Statement<?> statement) {
    return again(() -> session.execute(statement).wasApplied());
  }

  /**
   * Calls until it works.
   *
   * @throws EngineException when it does not within the time, or never can
   */
  <T> T again(Supplier<T> call) {
    long begin = nanoTime.getAsLong();
    AtomicInteger attempts = new AtomicInteger();
    boolean isAnswered = false;
    try {
      T answer =
          retries.call(
              "The ledger cannot be read or written",
              () -> {
                attempts.incrementAndGet();
                return call.get();
              });
      isAnswered = true;
      return answer;
    } finally {
      meter.called(part, nanoTime.getAsLong() - begin, attempts.get(), isAnswered);
    }
  }

  /** Waits for all answers; throws what the first one that failed has thrown. */
  static void await(List<CompletionStage<AsyncResultSet>> underWay) {
    for (CompletionStage<AsyncResultSet> each : underWay) {
      CompletableFutures.getUninterruptibly(each);
    }
  }
}
