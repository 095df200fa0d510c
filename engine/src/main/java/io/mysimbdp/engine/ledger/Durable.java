package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.util.concurrent.CompletableFutures;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.RequestError;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the ledger speaks to Cassandra: durably, and again when Cassandra is busy or away, for a
 * bounded time. Safe for several threads.
 */
public final class Durable {

  private static final Logger LOG = LoggerFactory.getLogger(Durable.class);

  private final CqlSession session;
  private final Backoff backoff;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Duration patience;

  /**
   * Makes the way to Cassandra.
   *
   * @param session the platform's; stays open
   * @param backoff the waits between attempts
   * @param nanoTime a monotonic clock
   * @param patience how long a transient error is stood
   */
  public Durable(
      CqlSession session, Backoff backoff, Pause pause, LongSupplier nanoTime, Duration patience) {
    this.session = session;
    this.backoff = backoff;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.patience = patience;
  }

  CqlSession session() {
    return session;
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
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (DriverException e) {
        Duration wait = backoff.after(attempt);
        Duration spent = Duration.ofNanos(nanoTime.getAsLong() - begin);
        if (RequestError.of(e) != RequestError.TRANSIENT
            || spent.plus(wait).compareTo(patience) > 0) {
          throw unreachable(e);
        }
        LOG.debug("The ledger is asked again after attempt {}", attempt, e);
        waitFor(wait, e);
      }
    }
  }

  /** Waits for all answers; throws what the first one that failed has thrown. */
  static void await(List<CompletionStage<AsyncResultSet>> underWay) {
    for (CompletionStage<AsyncResultSet> each : underWay) {
      CompletableFutures.getUninterruptibly(each);
    }
  }

  private void waitFor(Duration wait, DriverException cause) {
    try {
      pause.pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(cause);
    }
  }

  private static EngineException unreachable(DriverException e) {
    return new EngineException(
        FailureCode.CASSANDRA_UNREACHABLE,
        "The ledger cannot be read or written: " + e.getMessage(),
        e);
  }
}
