package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A table as the statements that create it. Of its options only those that are to be seen in its
 * files: others may refer to what only the server has.
 */
final class TableText {

  private static final List<String> OPTIONS =
      List.of("compression", "bloom_filter_fp_chance", "crc_check_chance", "default_time_to_live");

  private TableText() {}

  /** Returns what creates a table. */
  static String create(TableMetadata table) {
    String columns =
        table.getColumns().values().stream()
            .map(column -> column(column) + ", ")
            .collect(Collectors.joining());
    String partitionKey = names(table.getPartitionKey());
    String clustering =
        table.getClusteringColumns().keySet().stream()
            .map(column -> ", " + column.getName().asCql(false))
            .collect(Collectors.joining());
    return "CREATE TABLE "
        + table.getKeyspace().asCql(false)
        + "."
        + table.getName().asCql(false)
        + " ("
        + columns
        + "PRIMARY KEY (("
        + partitionKey
        + ")"
        + clustering
        + "))"
        + options(table);
  }

  private static String column(ColumnMetadata column) {
    return column.getName().asCql(false)
        + " "
        + column.getType().asCql(true, false)
        + (column.isStatic() ? " STATIC" : "");
  }

  private static String names(List<ColumnMetadata> columns) {
    return columns.stream()
        .map(column -> column.getName().asCql(false))
        .collect(Collectors.joining(", "));
  }

  private static String options(TableMetadata table) {
    StringBuilder options = new StringBuilder();
    if (!table.getClusteringColumns().isEmpty()) {
      options.append(
          table.getClusteringColumns().entrySet().stream()
              .map(entry -> entry.getKey().getName().asCql(false) + " " + entry.getValue())
              .collect(Collectors.joining(", ", " AND CLUSTERING ORDER BY (", ")")));
    }
    for (String name : OPTIONS) {
      Object value = table.getOptions().get(CqlIdentifier.fromInternal(name));
      if (value != null) {
        options.append(" AND ").append(name).append(" = ").append(value(value));
      }
    }
    return options.isEmpty() ? "" : " WITH" + options.substring(" AND".length());
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof Number ? value.toString() : text(value);
  }

  private static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  /** Returns what creates the user-defined types among these, and those that they are made of. */
  static List<String> types(KeyspaceMetadata keyspace, List<DataType> types) {
    Map<CqlIdentifier, String> statements = new LinkedHashMap<>();
    for (DataType type : types) {
      // Each type comes behind those it is made of.
      contains(
          type,
          found -> {
            if (found instanceof UserDefinedType named) {
              UserDefinedType whole = keyspace.getUserDefinedType(named.getName()).orElse(named);
              statements.putIfAbsent(named.getName(), whole.describe(false));
            }
            return false;
          });
    }
    return List.copyOf(statements.values());
  }

  /** Tells whether a type, or one that it is made of, is one of those; asks the innermost first. */
  static boolean contains(DataType type, Predicate<DataType> those) {
    return parts(type).stream().anyMatch(part -> contains(part, those)) || those.test(type);
  }

  private static List<DataType> parts(DataType type) {
    if (type instanceof ListType list) {
      return List.of(list.getElementType());
    }
    if (type instanceof SetType set) {
      return List.of(set.getElementType());
    }
    if (type instanceof MapType map) {
      return List.of(map.getKeyType(), map.getValueType());
    }
    if (type instanceof VectorType vector) {
      return List.of(vector.getElementType());
    }
    if (type instanceof UserDefinedType named) {
      return named.getFieldTypes();
    }
    return type instanceof TupleType tuple ? tuple.getComponentTypes() : List.of();
  }
}
