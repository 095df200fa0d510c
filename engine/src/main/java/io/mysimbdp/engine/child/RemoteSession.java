package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.confine.Answer;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.tenant.IngestSession;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The guarded session of the run, from afar. Safe for several threads. */
final class RemoteSession implements IngestSession {

  private final EngineLine line;
  private final String keyspace;
  private final Executor callbacks;
  private final PreparedStatements prepared = new PreparedStatements();
  private final StatementOutput statements = new StatementOutput(prepared);

  /**
   * Makes a session.
   *
   * @param callbacks where the app is called back with answers
   */
  RemoteSession(EngineLine line, String keyspace, Executor callbacks) {
    this.line = line;
    this.keyspace = keyspace;
    this.callbacks = callbacks;
  }

  @Override
  public String keyspace() {
    return keyspace;
  }

  @Override
  public PreparedStatement prepare(String cql) {
    Objects.requireNonNull(cql, "cql");
    WireInput answer = line.callUnchecked(Operation.PREPARE, body -> body.putText(cql));
    return prepared.read(answer, keyspace);
  }

  @Override
  public ResultSet execute(Statement<?> statement) {
    Objects.requireNonNull(statement, "statement");
    WireInput page = line.callUnchecked(Operation.EXECUTE, body -> statements.put(body, statement));
    return new RemoteResultSet(new RemotePage(this, statement, page));
  }

  @Override
  public ResultSet execute(String cql, Object... values) {
    Objects.requireNonNull(cql, "cql");
    return execute(SimpleStatement.newInstance(cql, Objects.requireNonNull(values, "values")));
  }

  @Override
  public CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement)
      throws InterruptedException {
    Objects.requireNonNull(statement, "statement");
    line.checkNotCancelled();
    return pages(statement, line.ask(Operation.EXECUTE, body -> statements.put(body, statement)));
  }

  /** Fetches the page behind one, and waits for it. */
  RemotePage next(Statement<?> statement, int page) {
    return new RemotePage(
        this, statement, line.callUnchecked(Operation.NEXT_PAGE, body -> body.putInt(page)));
  }

  /** Fetches the page behind one. */
  CompletionStage<AsyncResultSet> nextAsync(Statement<?> statement, int page) {
    return pages(statement, line.ask(Operation.NEXT_PAGE, body -> body.putInt(page)));
  }

  private CompletionStage<AsyncResultSet> pages(
      Statement<?> statement, CompletableFuture<WireInput> answer) {
    Answer<AsyncResultSet> brought = new Answer<>();
    CompletionStage<RemotePage> pages =
        answer.thenApply(page -> new RemotePage(this, statement, page));
    pages.whenCompleteAsync(
        (page, failure) -> {
          if (failure != null) {
            brought.bringFailure(failure);
          } else {
            brought.bring(page);
          }
        },
        callbacks);
    return brought;
  }
}
