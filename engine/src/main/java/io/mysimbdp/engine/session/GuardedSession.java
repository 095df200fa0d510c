package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.util.concurrent.BlockingOperation;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.tenant.IngestSession;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * The shared session as one run of one tenant may use it. Thread-safe; ends with its {@link
 * RunGate}, after which every call throws {@link IllegalStateException}.
 */
public final class GuardedSession implements IngestSession {

  /** What the statements of a run may do. */
  public enum Access {
    /** Read and write rows. */
    READ_AND_WRITE,
    /** Only read: the run verifies what another one has written. */
    READ_ONLY
  }

  private final CqlSession session;
  private final String keyspace;
  private final RunGate gate;
  private final StatementGuard guard;
  private final Semaphore permits;
  private final ServerWarnings warnings;

  /** Lends a session for reading and writing; see the other constructor. */
  public GuardedSession(
      CqlSession session, String keyspace, NamePatterns tables, int maxInFlight, RunGate gate) {
    this(session, keyspace, tables, maxInFlight, Access.READ_AND_WRITE, gate);
  }

  /**
   * Lends a session.
   *
   * @param session the platform's; never closed here
   * @param keyspace the tenant's, as Cassandra stores its name
   * @param tables the tables that the tenant may touch
   * @param maxInFlight the most requests of this run under way at a time
   * @param access what the statements may do
   * @param gate of the run
   */
  public GuardedSession(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      int maxInFlight,
      Access access,
      RunGate gate) {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1: " + maxInFlight);
    }
    this.session = Objects.requireNonNull(session, "session");
    this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
    this.gate = Objects.requireNonNull(gate, "gate");
    this.guard = new StatementGuard(keyspace, tables, access);
    this.permits = new Semaphore(maxInFlight);
    this.warnings = new ServerWarnings(keyspace);
  }

  @Override
  public String keyspace() {
    gate.check();
    return keyspace;
  }

  @Override
  public PreparedStatement prepare(String cql) {
    Objects.requireNonNull(cql, "cql");
    gate.check();
    SimpleStatement statement = guard.admit(cql);
    enterOrFail();
    try {
      PreparedStatement prepared = session.prepare(statement);
      guard.remember(prepared);
      return prepared;
    } finally {
      permits.release();
    }
  }

  @Override
  public ResultSet execute(Statement<?> statement) {
    Objects.requireNonNull(statement, "statement");
    gate.check();
    return executeAdmitted(guard.admit(statement));
  }

  @Override
  public ResultSet execute(String cql, Object... values) {
    Objects.requireNonNull(cql, "cql");
    Objects.requireNonNull(values, "values");
    gate.check();
    return executeAdmitted(guard.admit(SimpleStatement.newInstance(cql, values)));
  }

  @Override
  public CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement)
      throws InterruptedException {
    Objects.requireNonNull(statement, "statement");
    gate.check();
    Statement<?> admitted = guard.admit(statement);
    enter();
    CompletionStage<AsyncResultSet> request;
    try {
      request = session.executeAsync(admitted);
    } catch (RuntimeException | Error e) {
      permits.release();
      return CompletableFuture.failedFuture(e);
    }
    return follow(request);
  }

  /** The permit goes back before the tenant's callbacks run, which may ask for the next one. */
  private CompletionStage<AsyncResultSet> follow(CompletionStage<AsyncResultSet> request) {
    CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
    request.whenComplete(
        (result, failure) -> {
          permits.release();
          if (failure != null) {
            answer.completeExceptionally(failure);
          } else {
            warnings.note(result.getExecutionInfo());
            answer.complete(new GuardedAsyncResultSet(result, gate));
          }
        });
    cancelWith(answer, request);
    return answer;
  }

  private static void cancelWith(CompletionStage<?> answer, CompletionStage<?> request) {
    answer.whenComplete(
        (result, failure) -> {
          if (failure instanceof CancellationException) {
            request.toCompletableFuture().cancel(true);
          }
        });
  }

  private ResultSet executeAdmitted(Statement<?> statement) {
    enterOrFail();
    try {
      ResultSet result = session.execute(statement);
      warnings.note(result.getExecutionInfo());
      return new GuardedResultSet(result, gate);
    } finally {
      permits.release();
    }
  }

  private void enterOrFail() {
    try {
      enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting for an earlier request on keyspace " + keyspace, e);
    }
  }

  private void enter() throws InterruptedException {
    if (!permits.tryAcquire()) {
      // A driver thread that waits here would wait for an answer which only it can bring.
      BlockingOperation.checkNotDriverThread();
      permits.acquire();
    }
    if (gate.isClosed()) {
      permits.release();
      gate.check();
    }
  }
}
