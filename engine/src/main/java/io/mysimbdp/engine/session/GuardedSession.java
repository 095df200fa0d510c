package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.util.concurrent.BlockingOperation;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.tenant.IngestSession;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The shared session as one run of one tenant may use it. Thread-safe; ends with its {@link
 * RunGate}, after which every call throws {@link IllegalStateException}.
 *
 * <p>Each request needs a permit of the tenant's account, and waits for it. The driver's own
 * threads, which call an app back with an answer, cannot wait: they would wait for an answer that
 * only they can bring. A request that they send goes out at once, on account; it is refused only
 * when the tenant has as many under way as it may have at best.
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
  private final FairPermits.Account permits;
  private final LongSupplier nanoTime;
  private final ServerWarnings warnings;

  /** Lends a session for reading and writing; see the other constructor. */
  public GuardedSession(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      FairPermits.Account permits,
      LongSupplier nanoTime,
      RunGate gate) {
    this(session, keyspace, tables, permits, nanoTime, Access.READ_AND_WRITE, gate);
  }

  /**
   * Lends a session.
   *
   * @param session the platform's; never closed here
   * @param keyspace the tenant's, as Cassandra stores its name
   * @param tables the tables that the tenant may touch
   * @param permits for requests; the account of the tenant
   * @param nanoTime the clock of the permits
   * @param access what the statements may do
   * @param gate of the run
   */
  public GuardedSession(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      FairPermits.Account permits,
      LongSupplier nanoTime,
      Access access,
      RunGate gate) {
    this.session = Objects.requireNonNull(session, "session");
    this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
    this.gate = Objects.requireNonNull(gate, "gate");
    this.guard = new StatementGuard(keyspace, tables, access);
    this.permits = Objects.requireNonNull(permits, "permits");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
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
    long bytes = PayloadSize.of(statement);
    enterOrFail(bytes);
    try {
      PreparedStatement prepared = session.prepare(statement);
      guard.remember(prepared);
      return prepared;
    } finally {
      permits.release(bytes);
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
    long bytes = PayloadSize.of(admitted);
    enter(bytes);
    long sentNanos = nanoTime.getAsLong();
    CompletionStage<AsyncResultSet> request;
    try {
      request = session.executeAsync(admitted);
    } catch (RuntimeException | Error e) {
      answered(sentNanos, e);
      permits.release(bytes);
      return CompletableFuture.failedFuture(e);
    }
    return follow(request, sentNanos, bytes);
  }

  /** The permit goes back before the tenant's callbacks run, which may ask for the next one. */
  private CompletionStage<AsyncResultSet> follow(
      CompletionStage<AsyncResultSet> request, long sentNanos, long bytes) {
    CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
    request.whenComplete(
        (result, failure) -> {
          answered(sentNanos, failure);
          permits.release(bytes);
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
    long bytes = PayloadSize.of(statement);
    enterOrFail(bytes);
    long sentNanos = nanoTime.getAsLong();
    try {
      ResultSet result = session.execute(statement);
      answered(sentNanos, null);
      warnings.note(result.getExecutionInfo());
      return new GuardedResultSet(result, gate);
    } catch (RuntimeException e) {
      answered(sentNanos, e);
      throw e;
    } finally {
      permits.release(bytes);
    }
  }

  /** Only what says how the server does: a statement that is refused at once says nothing. */
  private void answered(long sentNanos, @Nullable Throwable failure) {
    if (failure == null) {
      permits.answered(sentNanos, false);
    } else if (RequestError.isCongestion(failure)) {
      permits.answered(sentNanos, true);
    }
  }

  private void enterOrFail(long bytes) {
    try {
      enter(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting for an earlier request on keyspace " + keyspace, e);
    }
  }

  private void enter(long bytes) throws InterruptedException {
    if (!permits.tryAcquire(bytes) && !overdrawOnDriverThread(bytes)) {
      permits.acquire(bytes);
    }
    if (gate.isClosed()) {
      permits.release(bytes);
      gate.check();
    }
  }

  /**
   * Takes a permit without waiting on the driver's threads, and only there.
   *
   * @throws IllegalStateException when it must not wait and there is none
   */
  private boolean overdrawOnDriverThread(long bytes) {
    try {
      BlockingOperation.checkNotDriverThread();
      return false;
    } catch (IllegalStateException e) {
      if (permits.overdraw(bytes)) {
        return true;
      }
      throw e;
    }
  }
}
