package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Writes the rows of one run. Safe for several threads.
 *
 * <p><b>Memory.</b> At most {@code windowBytes} are held back, and what the tenant's account lets
 * be under way, at most {@code inFlightRequests} × {@code batchBytes}, whatever the size of the
 * input.
 *
 * <p><b>Order.</b> Each row is written with a time of its own, a microsecond later than that of the
 * row before, starting with the time given for the run. So the later row of two with the same key
 * wins, although requests overtake each other. A later run starts with a later time.
 */
public final class RowWriter implements RowSink {

  private final TableStatements statements;
  private final RequestSender sender;
  private final ReplicaBatches batches;
  // Guarded by itself.
  private final GroupingWindow window;
  // Groups that are full and not sent yet: an interrupt loses none of them.
  private final Deque<List<EncodedRow>> full = new ConcurrentLinkedDeque<>();
  private final AtomicLong nextWriteTimeMicros;

  /**
   * Makes a writer for one run.
   *
   * @param session the shared session; stays open
   * @param keyspace where the tables are
   * @param tables the tables that may be written
   * @param settings grouping and retries
   * @param thresholds for requests that span partitions
   * @param mostWindowBytes how far the window may grow where the profile does not fix it
   * @param permits for requests; the account of the tenant
   * @param firstWriteTimeMicros the write time of the first row, in microseconds since 1970
   * @param timer runs retries; stays alive
   * @param nanoTime a monotonic clock
   * @param random uniform in [0, 1), for the waits between attempts
   */
  public RowWriter(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      WriteSettings settings,
      BatchThresholds thresholds,
      long mostWindowBytes,
      PermitAccount permits,
      long firstWriteTimeMicros,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      DoubleSupplier random) {
    Backoff backoff = Backoff.forRequests(random);
    Retries retries = new Retries(backoff, Pause.SLEEP, nanoTime, settings.retryFor());
    this.statements = new TableStatements(session, keyspace, tables, settings, retries);
    SpanningLimit limit = new SpanningLimit(thresholds);
    Sizing sizing = new Sizing(settings, mostWindowBytes, thresholds.warnBytes());
    this.sender =
        new RequestSender(
            session, timer, backoff, nanoTime, settings.retryFor(), permits, limit, sizing);
    this.batches = new ReplicaBatches(row -> replicas(session, row), limit, sizing);
    this.window = new GroupingWindow(sizing);
    this.nextWriteTimeMicros = new AtomicLong(firstWriteTimeMicros);
  }

  private static Set<Node> replicas(CqlSession session, EncodedRow row) {
    return session
        .getMetadata()
        .getTokenMap()
        .map(tokens -> tokens.getReplicas(row.insert().keyspace(), row.partition()))
        .orElse(Set.of());
  }

  @Override
  public void check(Table table) {
    statements.of(table);
  }

  @Override
  public long reserve(int rows) {
    return nextWriteTimeMicros.getAndAdd(rows);
  }

  @Override
  public boolean write(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    throwIfFailed();
    TableStatement statement = statements.of(row.table());
    EncodedRow encoded;
    try {
      encoded = statement.encode(row, writeTimeMicros, origin);
    } catch (RowNotEncodableException e) {
      origin.refused(e.column(), e.reason());
      return false;
    }
    List<List<EncodedRow>> leaving;
    synchronized (window) {
      leaving = window.add(encoded);
    }
    full.addAll(batches.of(leaving));
    sendFull();
    return true;
  }

  private void sendFull() throws InterruptedException {
    for (List<EncodedRow> rows = full.pollFirst(); rows != null; rows = full.pollFirst()) {
      try {
        sender.send(rows);
      } catch (InterruptedException e) {
        full.addFirst(rows);
        throw e;
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws InterruptedException when interrupted while waiting; may then be called again
   */
  @Override
  public void finish() throws InterruptedException {
    List<List<EncodedRow>> leaving;
    synchronized (window) {
      leaving = window.drain();
    }
    full.addAll(batches.of(leaving));
    throwIfFailed();
    sendFull();
    sender.awaitAll();
    throwIfFailed();
  }

  @Override
  public long lastWriteTimeMicros() {
    return nextWriteTimeMicros.get() - 1;
  }

  /**
   * Returns the insert of a table.
   *
   * @throws IllegalArgumentException as {@link #check}
   */
  TableStatement statementOf(Table table) {
    return statements.of(table);
  }

  /**
   * Returns a table as it is in Cassandra.
   *
   * @throws IllegalArgumentException as {@link #check}
   */
  TableMetadata live(Table table) {
    return statements.live(table);
  }

  /**
   * Gives back rows that are held back to be grouped, for whoever writes them in another way, and
   * who is to tell their origins. All others that are held back are sent with what comes next.
   *
   * @param which tells which rows
   */
  List<EncodedRow> giveBack(Predicate<EncodedRow> which) {
    List<List<EncodedRow>> leaving;
    synchronized (window) {
      leaving = window.drain();
    }
    List<EncodedRow> given = new ArrayList<>();
    List<List<EncodedRow>> kept = new ArrayList<>();
    for (List<EncodedRow> group : leaving) {
      given.addAll(group.stream().filter(which).toList());
      kept.add(group.stream().filter(which.negate()).toList());
    }
    kept.removeIf(List::isEmpty);
    full.addAll(batches.of(kept));
    return given;
  }

  /**
   * Fails when rows could not be written.
   *
   * @throws EngineException which says why
   */
  void throwIfFailed() {
    EngineException failure = sender.failure();
    if (failure != null) {
      throw failure;
    }
  }
}
