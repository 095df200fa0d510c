package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.bulk.BulkOpening;
import io.mysimbdp.engine.bulk.BulkOrder;
import io.mysimbdp.engine.bulk.BulkPace;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.BulkTable;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the tables of one run take to be written by their files.
 *
 * <p>Made for a run by whoever makes its {@link RowSink}. Safe for several threads.
 */
public final class TableFiles {

  /** As much as Cassandra takes in one request by default: half a segment of its log. */
  private static final int LARGEST_ROW_BYTES = 16 << 20;

  private final CqlSession session;
  private final RowWriter statements;
  private final BulkSite site;
  private final WriteSettings settings;
  private final long mostHeldBytes;
  private final TenantMeter meter;
  private final LongSupplier nanoTime;

  /**
   * Makes what a run needs.
   *
   * @param session the shared session; stays open
   * @param statements knows what may be written, and when
   * @param site has what it takes
   * @param settings what a null does, and how long Cassandra is asked again while it is away
   * @param mostHeldBytes of memory, for rows that are not acknowledged
   * @param meter hears of rounds
   * @param nanoTime a monotonic clock
   */
  public TableFiles(
      CqlSession session,
      RowWriter statements,
      BulkSite site,
      WriteSettings settings,
      long mostHeldBytes,
      TenantMeter meter,
      LongSupplier nanoTime) {
    this.session = session;
    this.statements = statements;
    this.site = site;
    this.settings = settings;
    this.mostHeldBytes = mostHeldBytes;
    this.meter = meter;
    this.nanoTime = nanoTime;
  }

  /** Makes room for the rows of a table. */
  SettledRows rows() {
    return new SettledRows(mostHeldBytes, meter, nanoTime);
  }

  /** Returns why a table cannot be written that way; empty when it can. */
  Optional<String> refusal(Table table) {
    return BulkTable.refusal(session, statements.live(table));
  }

  /**
   * Begins to write a table that is not refused.
   *
   * @param rows those that are to come
   * @param expectedBytes roughly what is going to be written
   * @throws EngineException as {@link BulkSite#open}
   */
  void open(Table table, SettledRows rows, long expectedBytes) throws InterruptedException {
    rows.goTo(site.open(order(table, expectedBytes), rows));
  }

  /**
   * Begins to write a table that is not refused, and returns at once.
   *
   * @param rows those that are to come; they are told where they go once that is there
   * @param expectedBytes roughly what is going to be written
   * @return as {@link BulkSite#openLater}
   */
  Optional<BulkOpening> openLater(Table table, SettledRows rows, long expectedBytes) {
    return site.openLater(order(table, expectedBytes), rows);
  }

  private BulkOrder order(Table table, long expectedBytes) {
    return new BulkOrder(
        BulkTable.schema(
            session,
            statements.live(table),
            statements.statementOf(table).cql(),
            table.columns(),
            settings.nulls() == Nulls.DELETE),
        expectedBytes,
        settings.retryFor());
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
