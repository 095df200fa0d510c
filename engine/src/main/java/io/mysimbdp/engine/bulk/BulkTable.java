package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.CustomType;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a table can be written by its files, and what their writer has to know of it. */
public final class BulkTable {

  /** The only one whose tokens the writer knows. */
  private static final String PARTITIONER = "org.apache.cassandra.dht.Murmur3Partitioner";

  private static final String TRIGGERS =
      "SELECT trigger_name FROM system_schema.triggers"
          + " WHERE keyspace_name = ? AND table_name = ? LIMIT 1";

  private BulkTable() {}

  /**
   * Returns why a table cannot be written by its files; empty when it can. Asks Cassandra for what
   * the driver does not know.
   *
   * @param table as the session knows it
   */
  public static Optional<String> refusal(CqlSession session, TableMetadata table) {
    Metadata metadata = session.getMetadata();
    KeyspaceMetadata keyspace = metadata.getKeyspace(table.getKeyspace()).orElseThrow();
    return refusal(keyspace, table, metadata.getTokenMap())
        .or(() -> trigger(session, table).map(name -> "it has the trigger " + name));
  }

  private static Optional<String> trigger(CqlSession session, TableMetadata table) {
    return Optional.ofNullable(
            session
                .execute(
                    SimpleStatement.newInstance(
                        TRIGGERS, table.getKeyspace().asInternal(), table.getName().asInternal()))
                .one())
        .map(row -> row.getString("trigger_name"));
  }

  /**
   * Returns why a table cannot be written by its files; empty when it can.
   *
   * <p>Cassandra keeps views, indexes and its log of changes up to date, and calls triggers, as
   * statements come in, which files do not.
   *
   * @param keyspace the one it is in
   * @param tokens of the cluster, if they are known
   */
  public static Optional<String> refusal(
      KeyspaceMetadata keyspace, TableMetadata table, Optional<TokenMap> tokens) {
    return Optional.ofNullable(reason(keyspace, table, tokens.orElse(null)));
  }

  private static @Nullable String reason(
      KeyspaceMetadata keyspace, TableMetadata table, @Nullable TokenMap tokens) {
    String partitioner = tokens == null ? "unknown" : tokens.getPartitionerName();
    if (!partitioner.equals(PARTITIONER)) {
      return "the partitioner of the cluster is " + partitioner + ", not " + PARTITIONER;
    }
    if (table.isVirtual() || table.isCompactStorage()) {
      return "it is " + (table.isVirtual() ? "a virtual table" : "a table of compact storage");
    }
    if (!table.getIndexes().isEmpty()) {
      return "it has the index " + first(table.getIndexes().keySet());
    }
    if (!keyspace.getViewsOnTable(table.getName()).isEmpty()) {
      return "it has the materialized view "
          + first(keyspace.getViewsOnTable(table.getName()).keySet());
    }
    if ("true".equals(String.valueOf(table.getOptions().get(CqlIdentifier.fromInternal("cdc"))))) {
      return "its changes are logged (cdc = true)";
    }
    for (ColumnMetadata column : table.getColumns().values()) {
      if (column.getType().equals(DataTypes.COUNTER)) {
        return "it holds counters";
      }
      if (TableText.contains(column.getType(), CustomType.class::isInstance)) {
        return "the type of its column " + column.getName().asInternal() + " is a class of its own";
      }
    }
    return null;
  }

  private static String first(Iterable<CqlIdentifier> names) {
    return names.iterator().next().asInternal();
  }

  /**
   * Describes a table to the writer.
   *
   * @param table as the session knows it
   * @param insert the statement with a marker for each of the columns, and a last one for the write
   *     time
   * @param names the columns that are written, as they are stored, all of the primary key among
   *     them
   * @param deletesAbsent whether a value that is not there deletes what the column holds
   */
  public static TableSchema schema(
      CqlSession session,
      TableMetadata table,
      String insert,
      List<String> names,
      boolean deletesAbsent) {
    KeyspaceMetadata keyspace =
        session.getMetadata().getKeyspace(table.getKeyspace()).orElseThrow();
    List<ColumnMetadata> columns =
        names.stream()
            .map(name -> table.getColumn(CqlIdentifier.fromInternal(name)).orElseThrow())
            .toList();
    List<DataType> types =
        table.getColumns().values().stream().map(ColumnMetadata::getType).toList();
    return new TableSchema(
        table.getKeyspace().asInternal(),
        table.getName().asInternal(),
        TableText.types(keyspace, types),
        TableText.create(table),
        insert,
        names,
        table.getPartitionKey().stream().map(columns::indexOf).toList(),
        table.getClusteringColumns().keySet().stream().map(columns::indexOf).toList(),
        deletesAbsent);
  }
}
