package io.mysimbdp.engine.write;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one run into Cassandra's own files, and has the server take these in. Safe for
 * several threads.
 *
 * <p>The table of the first row goes that way; a table that cannot, and any further one, is left to
 * statements: each takes a process. A row is acknowledged when the server has taken its file in,
 * which happens round by round, and at the end.
 *
 * <p><b>Memory.</b> Of the rows that may yet be refused, what they come from, and of those that are
 * not acknowledged, their places: as much as {@link TableFiles} allows, whatever the size of the
 * input. The rows themselves are in the process.
 *
 * <p><b>Order.</b> As by statements: each row has its own write time.
 */
public final class BulkRows implements RowSink, AutoCloseable {

  private final RowWriter statements;
  private final TableFiles files;
  private final long expectedBytes;
  private final BiConsumer<Table, String> leftToStatements;

  // Guarded by this.
  private final List<Table> told = new ArrayList<>();
  private @Nullable Table table;
  private @Nullable SettledRows rows;

  /**
   * Makes a writer for one run.
   *
   * @param statements writes all other tables; the one that knows what may be written, and when
   * @param files what it takes, with the same statements
   * @param expectedBytes roughly what is going to be written
   * @param leftToStatements hears of tables that are, and why; once of each
   */
  public BulkRows(
      RowWriter statements,
      TableFiles files,
      long expectedBytes,
      BiConsumer<Table, String> leftToStatements) {
    this.statements = statements;
    this.files = files;
    this.expectedBytes = expectedBytes;
    this.leftToStatements = leftToStatements;
  }

  @Override
  public void check(Table table) {
    statements.check(table);
  }

  @Override
  public long reserve(int rows) {
    return statements.reserve(rows);
  }

  @Override
  public long lastWriteTimeMicros() {
    return statements.lastWriteTimeMicros();
  }

  @Override
  public boolean write(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    SettledRows ofTable = rowsOf(row.table());
    return ofTable == null
        ? statements.write(origin, row, writeTimeMicros)
        : files.write(ofTable, origin, row, writeTimeMicros);
  }

  /** Returns where the rows of a table go; null when that is to statements. */
  private synchronized @Nullable SettledRows rowsOf(Table wanted) throws InterruptedException {
    if (wanted.equals(table)) {
      return rows;
    }
    if (!told.contains(wanted)) {
      String reason = table == null ? open(wanted) : "the run writes " + table.name() + " by files";
      if (reason == null) {
        return rows;
      }
      told.add(wanted);
      leftToStatements.accept(wanted, reason);
    }
    return null;
  }

  /** Begins to write a table by its files; returns why it cannot, or null. */
  private @Nullable String open(Table wanted) throws InterruptedException {
    Optional<String> refusal = files.refusal(wanted);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    SettledRows opened = files.rows();
    try {
      files.open(wanted, opened, expectedBytes);
    } catch (EngineException e) {
      return e.getMessage();
    }
    table = wanted;
    rows = opened;
    return null;
  }

  @Override
  public void finish() throws InterruptedException {
    // Those are under way already; what comes of files may be cut short by an interrupt.
    statements.finish();
    SettledRows open = open();
    if (open != null) {
      open.settle();
    }
  }

  private synchronized @Nullable SettledRows open() {
    return rows;
  }

  /** Ends what is under way; to be called when no row comes any more. */
  @Override
  public void close() {
    SettledRows open = open();
    if (open != null) {
      open.close();
    }
  }
}
