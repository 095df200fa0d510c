package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * A session that notes the prepared statements that are sent through it, and how many of them were
 * under way, which is until somebody takes their answer. For one thread.
 */
final class WatchedSession {

  private final CqlSession real;
  private final CqlSession session;
  private final List<BoundStatement> sent = new ArrayList<>();
  private int taken;
  private int mostUnderWay;
  private int lost = -1;

  WatchedSession(CqlSession real) {
    this.real = real;
    this.session =
        (CqlSession)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CqlSession.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  CqlSession session() {
    return session;
  }

  /** Has the answer to one statement never come. */
  void lose(int index) {
    lost = index;
  }

  List<BoundStatement> sent() {
    return sent;
  }

  /** Returns how many statements of this consistency and with this in their text were sent. */
  long sent(ConsistencyLevel consistency, String part) {
    return sent.stream()
        .filter(each -> consistency.equals(each.getConsistencyLevel()))
        .filter(each -> each.getPreparedStatement().getQuery().contains(part))
        .count();
  }

  int mostUnderWay() {
    return mostUnderWay;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whoever has called the session gets it
  private Object call(Method method, Object[] arguments) throws Throwable {
    BoundStatement statement =
        arguments != null && arguments.length == 1 && arguments[0] instanceof BoundStatement bound
            ? bound
            : null;
    if (statement != null) {
      sent.add(statement);
      mostUnderWay = Math.max(mostUnderWay, sent.size() - taken);
    }
    if (statement == null || !method.getName().equals("executeAsync")) {
      try {
        taken += statement == null ? 0 : 1;
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
    return new Answer(
        sent.size() - 1 == lost
            ? CompletableFuture.failedFuture(new DriverTimeoutException("lost"))
            : real.executeAsync(statement));
  }

  private final class Answer extends CompletableFuture<AsyncResultSet> {

    private final CompletionStage<AsyncResultSet> stage;

    private Answer(CompletionStage<AsyncResultSet> stage) {
      this.stage = stage;
    }

    @Override
    public AsyncResultSet get() throws ExecutionException, InterruptedException {
      taken++;
      return stage.toCompletableFuture().get();
    }
  }
}
