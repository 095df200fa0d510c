package io.mysimbdp.engine.process;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.protocol.WireOutput;
import io.mysimbdp.tenant.BatchContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where an app in a process of its own has its statements prepared and executed, through the
 * guarded session of its run and no other. Called on one thread; answers come on the driver's.
 */
final class SessionDesk {

  /** Answers that wait for the app to read them take memory of the engine's. */
  private static final int MOST_UNDER_WAY = 64;

  private static final int MOST_PREPARED = 1_000;
  private static final int MOST_PAGES = 100;

  private final BatchContext context;
  private final FrameWriter out;
  private final Outbox outbox;
  private final Failures failures;
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
  private final List<PreparedStatement> prepared = new ArrayList<>();
  private final Map<Integer, AsyncResultSet> pages = new ConcurrentHashMap<>();
  private final AtomicInteger page = new AtomicInteger();

  SessionDesk(BatchContext context, FrameWriter out, Outbox outbox, Failures failures) {
    this.context = context;
    this.out = out;
    this.outbox = outbox;
    this.failures = failures;
  }

  FrameWriter.Body prepare(String cql) {
    if (prepared.size() >= MOST_PREPARED) {
      throw new IllegalStateException(
          "The app has prepared "
              + MOST_PREPARED
              + " statements in this run; prepare each text once, and keep it");
    }
    PreparedStatement statement = context.session().prepare(cql);
    prepared.add(statement);
    int number = prepared.size() - 1;
    return body -> {
      body.putInt(number).putTexts(List.of(statement.getQuery()));
      PageOutput.putColumns(body, statement.getVariableDefinitions());
      PageOutput.putColumns(body, statement.getResultSetDefinitions());
    };
  }

  void execute(int call, WireInput body) throws ProtocolException, InterruptedException {
    Statement<?> statement = new StatementInput(prepared).read(body);
    underWay.acquire();
    CompletionStage<AsyncResultSet> request;
    try {
      request = context.session().executeAsync(statement);
    } catch (RuntimeException | InterruptedException | Error e) {
      underWay.release();
      throw e;
    }
    request.whenComplete((result, failure) -> answer(call, result, failure));
  }

  void nextPage(int call, WireInput body) throws ProtocolException, InterruptedException {
    int number = body.getInt();
    AsyncResultSet before = pages.remove(number);
    if (before == null) {
      throw new IllegalStateException(
          "The page is not there any more: an app may leave "
              + MOST_PAGES
              + " results with further pages, and fetch each page once");
    }
    underWay.acquire();
    CompletionStage<AsyncResultSet> request;
    try {
      request = before.fetchNextPage();
    } catch (RuntimeException | Error e) {
      underWay.release();
      throw e;
    }
    request.whenComplete((result, failure) -> answer(call, result, failure));
  }

  private void answer(int call, @Nullable AsyncResultSet result, @Nullable Throwable failure) {
    outbox.send(
        () -> {
          try {
            if (result == null) {
              refuse(call, failure == null ? new IllegalStateException("no result") : failure);
            } else {
              out.send(FrameKind.RESULT, body -> put(body.putInt(call), result));
            }
          } finally {
            underWay.release();
          }
        });
  }

  private void put(WireOutput body, AsyncResultSet result) {
    int next = -1;
    if (result.hasMorePages()) {
      next = page.incrementAndGet();
      pages.put(next, result);
      pages.remove(next - MOST_PAGES);
    }
    PageOutput.put(body.putInt(next), result);
  }

  private void refuse(int call, Throwable thrown) throws IOException {
    Throwable cause =
        thrown instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : thrown;
    out.send(FrameKind.ERROR, body -> failures.toApp(cause).to(body.putInt(call)));
  }
}
