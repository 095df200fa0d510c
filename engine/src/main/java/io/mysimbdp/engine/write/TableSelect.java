package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.mysimbdp.tenant.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The prepared select that reads back one row of a {@link Table} by its key. Immutable. */
final class TableSelect {

  static final String VALUE = "v_";
  static final String WRITE_TIME = "w_";

  private final PreparedStatement select;
  private final List<Integer> keys;
  private final List<Integer> values;
  private final String consistency;

  private TableSelect(
      PreparedStatement select, List<Integer> keys, List<Integer> values, String consistency) {
    this.select = select;
    this.keys = List.copyOf(keys);
    this.values = List.copyOf(values);
    this.consistency = consistency;
  }

  /**
   * Prepares.
   *
   * @param live the table as it is in Cassandra, with all columns of {@code table}
   */
  static TableSelect prepare(
      CqlSession session, Table table, TableMetadata live, String consistency) {
    List<Integer> keys = new ArrayList<>();
    live.getPrimaryKey()
        .forEach(column -> keys.add(table.columns().indexOf(column.getName().asInternal())));
    List<Integer> values = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (keys.contains(i)) {
        continue;
      }
      values.add(i);
      String column = quoted(table, i);
      selected.add(column + " AS " + VALUE + i);
      DataType type =
          live.getColumn(CqlIdentifier.fromInternal(table.columns().get(i))).get().getType();
      if (hasOneWriteTime(type)) {
        selected.add("writetime(" + column + ") AS " + WRITE_TIME + i);
      }
    }
    if (selected.isEmpty()) {
      selected.add(quoted(table, keys.get(0)));
    }
    String cql =
        "SELECT "
            + String.join(", ", selected)
            + " FROM "
            + live.getKeyspace().asCql(false)
            + "."
            + live.getName().asCql(false)
            + " WHERE "
            + keys.stream()
                .map(index -> quoted(table, index) + " = ?")
                .collect(Collectors.joining(" AND "));
    return new TableSelect(
        session.prepare(SimpleStatement.newInstance(cql).setIdempotent(true)),
        keys,
        values,
        consistency);
  }

  private static String quoted(Table table, int index) {
    return CqlIdentifier.fromInternal(table.columns().get(index)).asCql(false);
  }

  /** The elements of a collection that is not frozen have write times of their own. */
  private static boolean hasOneWriteTime(DataType type) {
    if (type instanceof ListType list) {
      return list.isFrozen();
    }
    if (type instanceof SetType set) {
      return set.isFrozen();
    }
    if (type instanceof MapType map) {
      return map.isFrozen();
    }
    return !(type instanceof UserDefinedType udt) || udt.isFrozen();
  }

  /** Returns the columns that are not part of the key, by their index in the table. */
  List<Integer> values() {
    return values;
  }

  /** Returns the values of the key of a row, encoded, in the order of the primary key. */
  List<ByteBuffer> key(BoundStatement insert) {
    return keys.stream().map(index -> insert.getBytesUnsafe(index)).toList();
  }

  /** Returns the key of a row for people. */
  String shownKey(Table table, BoundStatement insert) {
    return keys.stream()
        .map(index -> table.columns().get(index) + " = " + insert.getObject(index))
        .collect(Collectors.joining(", "));
  }

  /** Returns the select for the key of a row. */
  BoundStatement bind(BoundStatement insert) {
    BoundStatementBuilder builder = select.boundStatementBuilder();
    for (int i = 0; i < keys.size(); i++) {
      builder = builder.setBytesUnsafe(i, insert.getBytesUnsafe(keys.get(i)));
    }
    return builder.setConsistencyLevel(DefaultConsistencyLevel.valueOf(consistency)).build();
  }
}
