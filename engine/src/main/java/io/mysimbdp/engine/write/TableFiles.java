package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.engine.bulk.BulkOpening;
import io.mysimbdp.engine.bulk.BulkPace;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.BulkTable;
import io.mysimbdp.engine.bulk.BulkTarget;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the tables of one run take to be written by their files. Safe for several threads. */
final class TableFiles {

  /** As much as Cassandra takes in one request by default: half a segment of its log. */
  private static final int LARGEST_ROW_BYTES = 16 << 20;

  private final CqlSession session;
  private final RowWriter statements;
  private final BulkSite site;
  private final Nulls nulls;

  /**
   * Makes what a run needs.
   *
   * @param session the shared session; stays open
   * @param statements knows what may be written, and when
   * @param site has what it takes
   * @param nulls what a null does
   */
  TableFiles(CqlSession session, RowWriter statements, BulkSite site, Nulls nulls) {
    this.session = session;
    this.statements = statements;
    this.site = site;
    this.nulls = nulls;
  }

  /** Returns why a table cannot be written that way; empty when it can. */
  Optional<String> refusal(Table table) {
    TableMetadata live = statements.live(table);
    Metadata metadata = session.getMetadata();
    return BulkTable.refusal(keyspaceOf(live), live, metadata.getTokenMap());
  }

  /**
   * Begins to write a table that is not refused.
   *
   * @param rows those that are to come
   * @param expectedBytes roughly what is going to be written
   * @throws EngineException as {@link BulkSite#open}
   */
  void open(Table table, SettledRows rows, long expectedBytes) throws InterruptedException {
    TableMetadata live = statements.live(table);
    BulkTarget target =
        site.open(
            BulkTable.schema(
                keyspaceOf(live),
                live,
                statements.statementOf(table).cql(),
                columns(table, live),
                nulls == Nulls.DELETE),
            expectedBytes,
            rows);
    rows.goTo(target);
  }

  /**
   * Begins to write a table that is not refused, and returns at once.
   *
   * @param rows those that are to come; they are told where they go once that is there
   * @param expectedBytes roughly what is going to be written
   * @return as {@link BulkSite#openLater}
   */
  Optional<BulkOpening> openLater(Table table, SettledRows rows, long expectedBytes) {
    TableMetadata live = statements.live(table);
    return site.openLater(
        BulkTable.schema(
            keyspaceOf(live),
            live,
            statements.statementOf(table).cql(),
            columns(table, live),
            nulls == Nulls.DELETE),
        expectedBytes,
        rows);
  }

  private KeyspaceMetadata keyspaceOf(TableMetadata live) {
    return session.getMetadata().getKeyspace(live.getKeyspace()).orElseThrow();
  }

  private static List<ColumnMetadata> columns(Table table, TableMetadata live) {
    return table.columns().stream()
        .map(column -> live.getColumn(CqlIdentifier.fromInternal(column)).orElseThrow())
        .toList();
  }

  /** Returns how fast this way has been. */
  BulkPace pace() {
    return site.pace();
  }

  /** Tells whether a row is as small as a statement may be. */
  static boolean fits(EncodedRow row) {
    return row.bytes() <= LARGEST_ROW_BYTES;
  }

  /**
   * Adds a row to those of its table, as {@link RowSink#write}.
   *
   * @param rows those of its table
   */
  boolean write(SettledRows rows, RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    EncodedRow encoded;
    try {
      encoded = statements.statementOf(row.table()).encode(row, writeTimeMicros, origin);
    } catch (RowNotEncodableException e) {
      origin.refused(e.column(), e.reason());
      return false;
    }
    if (!fits(encoded)) {
      origin.refused(
          null,
          String.format(
              Locale.ROOT,
              "the row takes %,d bytes; expected at most %,d, as by statements",
              encoded.bytes(),
              LARGEST_ROW_BYTES));
      return false;
    }
    rows.write(encoded);
    return true;
  }
}
