package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.RequestError;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends groups of rows as one request each, a bounded number at a time: each needs a permit of the
 * tenant's account, which all its runs share. Safe for several threads.
 *
 * <p>A transient error is tried again, with growing waits, until the time for retries is over; then
 * the run fails. A request that the server refuses for what it carries is cut in halves until the
 * rows at fault stand alone, and these are refused to their origins. A request keeps its permit
 * while it waits to be tried again: an overloaded server sees fewer requests, not more. The account
 * hears how long each answer took, the wait before an attempt not counted.
 */
final class RequestSender {

  private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);

  /** What Cassandra says of a batch beyond its threshold; there is no code for it. */
  private static final String TOO_LARGE = "Batch too large";

  private final CqlSession session;
  private final ScheduledExecutorService timer;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Duration retryFor;
  private final PermitAccount permits;
  private final SpanningLimit spanningLimit;
  private final Sizing sizing;
  // Those of this run. Guarded by this, like each change of it.
  private int underWay;
  private final AtomicReference<@Nullable EngineException> failure = new AtomicReference<>();

  RequestSender(
      CqlSession session,
      ScheduledExecutorService timer,
      Backoff backoff,
      LongSupplier nanoTime,
      Duration retryFor,
      PermitAccount permits,
      SpanningLimit spanningLimit,
      Sizing sizing) {
    this.session = session;
    this.timer = timer;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.retryFor = retryFor;
    this.permits = permits;
    this.spanningLimit = spanningLimit;
    this.sizing = sizing;
  }

  /**
   * Sends rows of the same replicas as one request; waits for a permit.
   *
   * @throws InterruptedException when interrupted while waiting; the rows are then not sent
   */
  void send(List<EncodedRow> rows) throws InterruptedException {
    long bytes = 0;
    for (EncodedRow row : rows) {
      bytes += row.bytes();
    }
    permits.acquire(bytes);
    synchronized (this) {
      underWay++;
    }
    execute(begun(rows, bytes, null));
  }

  private Request begun(List<EncodedRow> rows, long permit, @Nullable Request next) {
    return new Request(rows, permit, nanoTime.getAsLong(), 1, next);
  }

  /**
   * Waits until no request of this run is under way.
   *
   * @throws InterruptedException when interrupted while waiting
   */
  synchronized void awaitAll() throws InterruptedException {
    while (underWay > 0) {
      wait();
    }
  }

  private void release(Request request) {
    permits.release(request.permit);
    synchronized (this) {
      underWay--;
      notifyAll();
    }
  }

  /** Returns why the run cannot go on, or null. */
  @Nullable EngineException failure() {
    return failure.get();
  }

  private void execute(Request request) {
    long sentNanos = nanoTime.getAsLong();
    try {
      session
          .executeAsync(statementOf(request.rows))
          .whenComplete(
              (result, error) -> {
                if (error == null) {
                  answered(request, sentNanos, false);
                  acknowledge(request);
                } else {
                  failed(request, sentNanos, error);
                }
              });
    } catch (RuntimeException e) {
      // The driver refuses some requests on the spot, for example after its session is closed.
      failed(request, sentNanos, e);
    }
  }

  private static Statement<?> statementOf(List<EncodedRow> rows) {
    if (rows.size() == 1) {
      return rows.get(0).statement();
    }
    List<BatchableStatement<?>> statements = new ArrayList<>(rows.size());
    for (EncodedRow row : rows) {
      statements.add(row.statement());
    }
    EncodedRow first = rows.get(0);
    return BatchStatement.newInstance(BatchType.UNLOGGED, statements)
        .setIdempotent(true)
        .setConsistencyLevel(first.insert().consistency())
        .setRoutingKeyspace(first.insert().keyspace())
        .setRoutingKey(first.partition());
  }

  private void answered(Request request, long sentNanos, boolean isDropped) {
    permits.answered(sentNanos, isDropped);
    long nanos = nanoTime.getAsLong() - sentNanos;
    permits.meter().wrote(nanos);
    sizing.answered(request.permit, nanos, permits.cap());
  }

  private void acknowledge(Request request) {
    try {
      for (EncodedRow row : request.rows) {
        row.origin().acknowledged();
      }
    } finally {
      finished(request);
    }
  }

  private void failed(Request request, long sentNanos, Throwable error) {
    Throwable cause = RequestError.unwrap(error);
    if (RequestError.isCongestion(cause)) {
      answered(request, sentNanos, true);
    }
    switch (RequestError.of(cause)) {
      case TRANSIENT -> retryLater(request, cause);
      case REQUEST -> divide(request, cause);
      case FATAL ->
          giveUp(
              request,
              new EngineException(
                  FailureCode.CASSANDRA_WRITE,
                  "Cassandra refuses to write: " + describe(cause),
                  cause));
    }
  }

  private void retryLater(Request request, Throwable cause) {
    Duration spent = Duration.ofNanos(nanoTime.getAsLong() - request.firstSentNanos);
    Duration wait = backoff.after(request.attempt);
    if (failure.get() != null || spent.plus(wait).compareTo(retryFor) > 0) {
      giveUp(
          request,
          new EngineException(
              FailureCode.CASSANDRA_OVERLOADED,
              "Cassandra did not accept a write within "
                  + retryFor.toSeconds()
                  + " s ("
                  + request.attempt
                  + " attempts), last answer: "
                  + describe(cause),
              cause));
      return;
    }
    if (request.attempt == 1) {
      LOG.debug("Write of {} rows is tried again: {}", request.rows.size(), describe(cause));
    }
    Request again =
        new Request(
            request.rows,
            request.permit,
            request.firstSentNanos,
            request.attempt + 1,
            request.next);
    try {
      Future<?> unused = timer.schedule(() -> execute(again), wait.toNanos(), TimeUnit.NANOSECONDS);
      permits.meter().retried();
    } catch (RejectedExecutionException e) {
      giveUp(
          request,
          new EngineException(FailureCode.CANCELLED, "The engine stopped while writing", cause));
    }
  }

  /** The halves run one after the other, under the permit of the whole. */
  private void divide(Request request, Throwable cause) {
    List<EncodedRow> rows = request.rows;
    if (rows.size() == 1) {
      try {
        rows.get(0).origin().refused(null, "Cassandra refuses the row: " + describe(cause));
      } finally {
        finished(request);
      }
      return;
    }
    if (TOO_LARGE.equals(cause.getMessage())) {
      spanningLimit.wasTooLarge(EncodedRow.serverBytes(rows));
    }
    int middle = rows.size() / 2;
    Request second = begun(rows.subList(middle, rows.size()), request.permit, request.next);
    execute(begun(rows.subList(0, middle), request.permit, second));
  }

  private void finished(Request request) {
    if (request.next != null) {
      // Its time begins now: the parts before it may have used up theirs.
      execute(begun(request.next.rows, request.permit, request.next.next));
    } else {
      release(request);
    }
  }

  private void giveUp(Request request, EngineException reason) {
    if (failure.compareAndSet(null, reason)) {
      LOG.debug("Writing failed with {} rows under way", request.rows.size(), reason);
    }
    release(request);
  }

  static String describe(Throwable error) {
    Throwable cause = RequestError.telling(error);
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : message + " (" + name + ")";
  }

  /**
   * One request.
   *
   * @param permit the bytes of the permit that it has
   * @param attempt which attempt this is, from 1
   * @param next what to send under the same permit once this is done; null: nothing
   */
  private record Request(
      List<EncodedRow> rows,
      long permit,
      long firstSentNanos,
      int attempt,
      @Nullable Request next) {}
}
