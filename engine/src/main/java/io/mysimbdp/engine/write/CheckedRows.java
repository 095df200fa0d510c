package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells of rows whether they could be written, where there is no Cassandra: by the same rules and
 * in the same sentences. Safe for several threads.
 */
public final class CheckedRows {

  private final WritableTables tables;
  private final Map<Table, RowValues> known = new ConcurrentHashMap<>();

  /**
   * Checks against these tables.
   *
   * @param keyspace where they are
   * @param allowed those that may be written
   * @param tables by their names
   */
  public CheckedRows(
      String keyspace, NamePatterns allowed, Map<CqlIdentifier, TableMetadata> tables) {
    Map<CqlIdentifier, TableMetadata> copy = Map.copyOf(tables);
    this.tables = new WritableTables(keyspace, allowed, () -> copy);
  }

  /**
   * Checks a table.
   *
   * @throws IllegalArgumentException as {@link RowSink#check}
   */
  public void check(Table table) {
    values(table);
  }

  /**
   * Checks a row.
   *
   * @param origin is told where the row can never be written
   * @return false when it has been told
   * @throws IllegalArgumentException as {@link RowSink#check}
   */
  public boolean check(RowOrigin origin, Row row) {
    try {
      values(row.table()).encode(row);
      return true;
    } catch (RowNotEncodableException e) {
      origin.refused(e.column(), e.reason());
      return false;
    }
  }

  private RowValues values(Table table) {
    RowValues values = known.get(table);
    return values != null ? values : known.computeIfAbsent(table, this::prepare);
  }

  private RowValues prepare(Table table) {
    WritableTables.Columns columns = tables.of(table);
    return new RowValues(
        table,
        columns.types(),
        columns.isKey(),
        columns.partitionKey(),
        CodecRegistry.DEFAULT,
        ProtocolVersion.DEFAULT);
  }
}
