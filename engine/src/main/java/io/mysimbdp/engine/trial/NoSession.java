package io.mysimbdp.engine.trial;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.tenant.IngestSession;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session that nobody can answer. Safe for several threads. */
final class NoSession implements IngestSession {

  private final String keyspace;
  private final AtomicReference<@Nullable UnansweredException> first = new AtomicReference<>();

  NoSession(String keyspace) {
    this.keyspace = keyspace;
  }

  /** Returns what the app asked first, also when it swallowed what that gave it; null: nothing. */
  @Nullable UnansweredException first() {
    return first.get();
  }

  @Override
  public String keyspace() {
    return keyspace;
  }

  @Override
  public PreparedStatement prepare(String cql) {
    throw unanswered(cql);
  }

  @Override
  public ResultSet execute(Statement<?> statement) {
    throw unanswered(text(statement));
  }

  @Override
  public ResultSet execute(String cql, Object... values) {
    throw unanswered(cql);
  }

  @Override
  public CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement) {
    throw unanswered(text(statement));
  }

  private UnansweredException unanswered(String cql) {
    UnansweredException unanswered = new UnansweredException(cql);
    first.compareAndSet(null, unanswered);
    return unanswered;
  }

  private static String text(Statement<?> statement) {
    return statement instanceof SimpleStatement simple
        ? simple.getQuery()
        : statement.getClass().getSimpleName();
  }
}
