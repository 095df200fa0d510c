package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import com.datastax.oss.driver.internal.core.util.concurrent.BlockingOperation;
import io.mysimbdp.engine.confine.Answer;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.tenant.IngestSession;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

  private final CqlSession session;
  private final String keyspace;
  private final RunGate gate;
  private final StatementGuard guard;
  private final PermitAccount permits;
  private final LongSupplier nanoTime;
  private final Executor callbacks;
  private final ServerWarnings warnings;
  private volatile @Nullable LentAttachment attachment;

  /**
   * Lends a session.
   *
   * @param session the platform's, or one of the tenant's own; never closed here
   * @param rights what the statements may do
   * @param permits for requests; the account of the tenant
   * @param nanoTime the clock of the permits
   * @param callbacks where the tenant is called back with answers
   * @param gate of the run
   */
  public GuardedSession(
      CqlSession session,
      TenantRights rights,
      PermitAccount permits,
      LongSupplier nanoTime,
      Executor callbacks,
      RunGate gate) {
    this.session = Objects.requireNonNull(session, "session");
    this.keyspace = rights.keyspace();
    this.gate = Objects.requireNonNull(gate, "gate");
    this.guard = new StatementGuard(rights);
    this.permits = Objects.requireNonNull(permits, "permits");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.callbacks = Objects.requireNonNull(callbacks, "callbacks");
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
      PreparedStatement shared = session.prepare(statement);
      DefaultPreparedStatement lent = attachment().copyOf(shared, keyspace);
      guard.remember(lent, shared);
      return lent;
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
    return send(bytes, () -> session.executeAsync(admitted));
  }

  private CompletionStage<AsyncResultSet> nextPage(
      Supplier<CompletionStage<AsyncResultSet>> request) {
    gate.check();
    enterOrFail(0);
    return send(0, request);
  }

  private CompletionStage<AsyncResultSet> send(
      long bytes, Supplier<CompletionStage<AsyncResultSet>> sending) {
    long sentNanos = nanoTime.getAsLong();
    CompletionStage<AsyncResultSet> request;
    try {
      request = sending.get();
    } catch (RuntimeException | Error e) {
      answered(sentNanos, e);
      permits.release(bytes);
      return CompletableFuture.failedFuture(e);
    }
    return follow(request, sentNanos, bytes);
  }

  /**
   * The permit goes back before the tenant's callbacks run, which may ask for the next one. They do
   * not run on the driver's threads: one that waits there would have all tenants wait.
   */
  private CompletionStage<AsyncResultSet> follow(
      CompletionStage<AsyncResultSet> request, long sentNanos, long bytes) {
    Answer<AsyncResultSet> answer = new Answer<>();
    request.whenComplete(
        (result, failure) -> {
          answered(sentNanos, failure);
          permits.release(bytes);
          if (failure == null) {
            warnings.note(result.getExecutionInfo());
          }
          callbacks.execute(
              () -> {
                if (failure != null) {
                  answer.bringFailure(failure);
                } else {
                  answer.bring(new GuardedAsyncResultSet(result, attachment(), this::nextPage));
                }
              });
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
      return new GuardedResultSet(result, attachment(), gate, this::fetch);
    } catch (RuntimeException e) {
      answered(sentNanos, e);
      throw e;
    } finally {
      permits.release(bytes);
    }
  }

  private boolean fetch(BooleanSupplier request) {
    enterOrFail(0);
    long sentNanos = nanoTime.getAsLong();
    try {
      boolean found = request.getAsBoolean();
      answered(sentNanos, null);
      return found;
    } catch (RuntimeException e) {
      answered(sentNanos, e);
      throw e;
    } finally {
      permits.release(0);
    }
  }

  private LentAttachment attachment() {
    LentAttachment known = attachment;
    if (known == null) {
      known = LentAttachment.of(session);
      attachment = known;
    }
    return known;
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
