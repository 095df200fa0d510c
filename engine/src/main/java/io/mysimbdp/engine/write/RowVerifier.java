package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.RequestError;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the rows that a file makes as {@link RowWriter} does, and instead of writing them reads
 * back what Cassandra holds. Safe for several threads.
 *
 * <p><b>Order.</b> Rows are compared in the order in which they come. A row may differ from what is
 * stored when a later row of the file, or a later run, has written the same column of the same key;
 * what no later row explains is a difference.
 *
 * <p><b>Sample.</b> A key is compared or not by its hash, so that of a key either all rows are
 * compared or none.
 *
 * <p><b>Memory.</b> As many rows as requests may be under way, and the unexplained differences, of
 * which at most {@value #MOST_DIFFERENCES} are stood.
 */
public final class RowVerifier implements RowSink {

  private static final int MOST_DIFFERENCES = 100_000;
  private static final int MOST_EXAMPLES = 5;
  private static final String WHOLE_ROW = "";
  // What is asked for is a key; what comes back is not known before.
  private static final long READ_BYTES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(RowVerifier.class);

  private final CqlSession session;
  private final PermitAccount permits;
  private final LongSupplier nanoTime;
  private final Retries retries;
  private final TableStatements statements;
  private final String consistency;
  private final int atATime;
  private final double share;
  private final long lastWriteMicros;
  private final Set<Long> refusedLines;
  private final Map<Table, TableSelect> selects = new ConcurrentHashMap<>();

  // All guarded by this.
  private final List<Expected> waiting = new ArrayList<>();
  private final Map<Cell, Difference> differences = new HashMap<>();
  private long rows;
  private long compared;
  private long superseded;

  /** A row that is to be compared. */
  private record Expected(Table table, BoundStatement insert, List<ByteBuffer> key, long line) {}

  /** A column of a stored row; an empty column stands for the row as a whole. */
  private record Cell(Table table, List<ByteBuffer> key, String column) {}

  private record Difference(long line, String what) {}

  /**
   * Makes a verifier for one file.
   *
   * @param session the shared session; stays open
   * @param permits for the reads; the account of the tenant. A read that has failed is repeated
   *     without: there is one such at a time
   * @param nanoTime the clock of the permits
   * @param retries stands transient errors
   * @param share of the keys that are compared, from 0 to 1
   * @param lastWriteMicros the write time of the last row of the run that is verified, in
   *     microseconds since 1970; what is later was written by another one
   * @param refusedLines the lines of the records that Cassandra has refused in that run
   */
  public RowVerifier(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      WriteSettings settings,
      PermitAccount permits,
      LongSupplier nanoTime,
      Retries retries,
      double share,
      long lastWriteMicros,
      Set<Long> refusedLines) {
    this.session = session;
    this.permits = permits;
    this.nanoTime = nanoTime;
    this.retries = retries;
    this.statements = new TableStatements(session, keyspace, tables, settings, retries);
    this.consistency = settings.consistency();
    this.atATime = settings.inFlightRequests();
    this.share = share;
    this.lastWriteMicros = lastWriteMicros;
    this.refusedLines = Set.copyOf(refusedLines);
  }

  @Override
  public void check(Table table) {
    statements.of(table);
  }

  @Override
  public long reserve(int count) {
    return lastWriteMicros;
  }

  @Override
  public boolean write(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    EncodedRow encoded;
    try {
      encoded = statements.of(row.table()).encode(row, lastWriteMicros, origin);
    } catch (RowNotEncodableException e) {
      origin.refused(e.column(), e.reason());
      return false;
    }
    if (refusedLines.contains(origin.line())) {
      origin.refused(null, "Cassandra has refused it before");
      return false;
    }
    synchronized (this) {
      rows++;
      Table table = row.table();
      TableSelect select = select(table);
      BoundStatement insert = encoded.statement();
      List<ByteBuffer> key = select.key(insert);
      if (isChosen(table, key)) {
        waiting.add(new Expected(table, insert, key, origin.line()));
        if (waiting.size() >= atATime) {
          compareWaiting();
        }
      }
    }
    origin.acknowledged();
    return true;
  }

  @Override
  public synchronized void finish() throws InterruptedException {
    compareWaiting();
  }

  @Override
  public long lastWriteTimeMicros() {
    return lastWriteMicros;
  }

  /** Returns what has been found; to be called after {@link #finish}. */
  public synchronized Comparison comparison() {
    long missing = differences.keySet().stream().filter(cell -> isWhole(cell)).count();
    long different =
        differences.keySet().stream()
            .filter(cell -> !isWhole(cell))
            .map(cell -> List.of(cell.table, cell.key))
            .distinct()
            .count();
    List<String> examples =
        differences.values().stream()
            .sorted((a, b) -> Long.compare(a.line, b.line))
            .limit(MOST_EXAMPLES)
            .map(each -> "line " + each.line + ": " + each.what)
            .toList();
    return new Comparison(rows, compared, missing, different, superseded, examples);
  }

  private static boolean isWhole(Cell cell) {
    return cell.column.equals(WHOLE_ROW);
  }

  private TableSelect prepare(Table table) {
    return TableSelect.prepare(session, table, statements.live(table), consistency);
  }

  private boolean isChosen(Table table, List<ByteBuffer> key) {
    CRC32C hash = new CRC32C();
    table.name().chars().forEach(hash::update);
    key.forEach(part -> hash.update(part.duplicate()));
    return hash.getValue() < share * (1L << Integer.SIZE);
  }

  private void compareWaiting() throws InterruptedException {
    List<BoundStatement> reads = waiting.stream().map(row -> select(row).bind(row.insert)).toList();
    List<CompletionStage<AsyncResultSet>> answers = new ArrayList<>(reads.size());
    for (BoundStatement read : reads) {
      answers.add(send(read));
    }
    for (int i = 0; i < answers.size(); i++) {
      compare(waiting.get(i), new StoredRow(await(answers.get(i), reads.get(i))));
    }
    waiting.clear();
  }

  private CompletionStage<AsyncResultSet> send(BoundStatement read) throws InterruptedException {
    permits.acquire(READ_BYTES);
    long sentNanos = nanoTime.getAsLong();
    CompletionStage<AsyncResultSet> answer;
    try {
      answer = session.executeAsync(read);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete(
        (result, error) -> {
          if (error == null || RequestError.isCongestion(error)) {
            permits.answered(sentNanos, error != null);
          }
          permits.release(READ_BYTES);
        });
  }

  private TableSelect select(Expected row) {
    return select(row.table);
  }

  private TableSelect select(Table table) {
    return selects.computeIfAbsent(table, this::prepare);
  }

  private com.datastax.oss.driver.api.core.cql.@Nullable Row await(
      CompletionStage<AsyncResultSet> answer, BoundStatement select) throws InterruptedException {
    try {
      return answer.toCompletableFuture().get().one();
    } catch (ExecutionException e) {
      LOG.debug("A row is read once more", e);
      return retries.call("Rows cannot be read back", () -> session.execute(select).one());
    }
  }

  private void compare(Expected expected, StoredRow stored) {
    compared++;
    Cell whole = new Cell(expected.table, expected.key, WHOLE_ROW);
    if (stored.row() == null) {
      note(
          whole,
          expected,
          "the row is not there, key "
              + select(expected).shownKey(expected.table, expected.insert));
      return;
    }
    differences.remove(whole);
    boolean isSuperseded = stored.latestWriteMicros() > lastWriteMicros;
    boolean differs = false;
    for (int index : select(expected).values()) {
      if (!expected.insert.isSet(index)) {
        continue;
      }
      Cell cell = new Cell(expected.table, expected.key, expected.table.columns().get(index));
      String what = stored.difference(expected.table, index, expected.insert.getBytesUnsafe(index));
      differs |= what != null;
      if (what == null || isSuperseded) {
        differences.remove(cell);
      } else {
        note(
            cell,
            expected,
            what + ", key " + select(expected).shownKey(expected.table, expected.insert));
      }
    }
    if (differs && isSuperseded) {
      superseded++;
    }
  }

  private void note(Cell cell, Expected expected, String what) {
    differences.put(
        cell, new Difference(expected.line, "table " + expected.table.name() + ": " + what));
    if (differences.size() > MOST_DIFFERENCES) {
      throw new EngineException(
          FailureCode.CASSANDRA_WRITE,
          "more than "
              + MOST_DIFFERENCES
              + " values are not as they were written, for example "
              + differences.get(cell));
    }
  }
}
