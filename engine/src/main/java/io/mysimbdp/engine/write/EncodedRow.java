package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A row ready to be sent. Small, for many are held back at a time: the driver's statement, which is
 * several times as large, is made when the row is sent. Immutable.
 */
final class EncodedRow {

  /**
   * Of each cell in a partition, as Cassandra counts it: its write time, its deletion time, ttl.
   */
  private static final int CELL_BYTES = 20;

  private final TableStatement insert;
  private final byte[] cells;
  private final ByteBuffer partition;
  private final RowOrigin origin;

  /**
   * Makes a row.
   *
   * @param insert of its table
   * @param cells its values and its write time, as {@code insert} has encoded them
   * @param partition its partition key as the driver routes it; equal keys of one table share a
   *     request
   * @param origin who hears what became of it
   */
  EncodedRow(TableStatement insert, byte[] cells, ByteBuffer partition, RowOrigin origin) {
    this.insert = insert;
    this.cells = cells;
    this.partition = partition;
    this.origin = origin;
  }

  TableStatement insert() {
    return insert;
  }

  ByteBuffer partition() {
    return partition;
  }

  RowOrigin origin() {
    return origin;
  }

  /** Returns its values and its write time, as its insert has encoded them; not a copy. */
  byte[] cells() {
    return cells;
  }

  /** Returns the size of its values on the wire. */
  int bytes() {
    return cells.length;
  }

  /** Returns the size that Cassandra holds against its limits for batches, or somewhat more. */
  int serverBytes() {
    return cells.length + CELL_BYTES * insert.columns();
  }

  /** Returns the sum of {@link #serverBytes()}. */
  static int serverBytes(List<EncodedRow> rows) {
    int bytes = 0;
    for (EncodedRow row : rows) {
      bytes += row.serverBytes();
    }
    return bytes;
  }

  /** Returns its insert, with all values and the write time bound. */
  BoundStatement statement() {
    return insert.bind(cells);
  }
}
