package io.mysimbdp.engine.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one keyspace holds now, read from Cassandra's own tables: the driver's picture of them lags
 * behind when another engine changes them.
 *
 * @param replication of the keyspace; empty when it does not exist
 * @param tables by name
 * @param types by name
 */
record LiveSchema(
    Map<String, String> replication, Map<String, TableShape> tables, Map<String, TypeShape> types) {

  static LiveSchema read(CqlSession session, String keyspace) {
    Map<String, String> replication = new HashMap<>();
    Row found =
        session
            .execute(
                "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?", keyspace)
            .one();
    if (found != null) {
      replication.putAll(found.getMap("replication", String.class, String.class));
    }
    return new LiveSchema(replication, tables(session, keyspace), types(session, keyspace));
  }

  private static Map<String, TableShape> tables(CqlSession session, String keyspace) {
    Map<String, List<Row>> rows = new HashMap<>();
    for (Row table :
        session.execute(
            "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)) {
      rows.put(text(table, "table_name"), new ArrayList<>());
    }
    for (Row column :
        session.execute("SELECT * FROM system_schema.columns WHERE keyspace_name = ?", keyspace)) {
      // Views have columns too, but stand in no list of tables.
      List<Row> of = rows.get(text(column, "table_name"));
      if (of != null) {
        of.add(column);
      }
    }
    Map<String, TableShape> tables = new HashMap<>();
    rows.forEach((name, columns) -> tables.put(name, table(name, columns, keyspace)));
    return tables;
  }

  private static TableShape table(String name, List<Row> rows, String keyspace) {
    rows.sort(Comparator.comparingInt(row -> row.getInt("position")));
    Map<String, Column> columns = new LinkedHashMap<>();
    List<String> partitionKey = new ArrayList<>();
    List<String> clustering = new ArrayList<>();
    Set<String> descending = new HashSet<>();
    for (Row row : rows) {
      String column = text(row, "column_name");
      String kind = text(row, "kind");
      String type = CqlType.shown(text(row, "type"), keyspace);
      columns.put(column, new Column(column, type, kind.equals("static")));
      if (kind.equals("partition_key")) {
        partitionKey.add(column);
      } else if (kind.equals("clustering")) {
        clustering.add(column);
        if (text(row, "clustering_order").equals("desc")) {
          descending.add(column);
        }
      }
    }
    return new TableShape(name, columns, partitionKey, clustering, descending);
  }

  private static Map<String, TypeShape> types(CqlSession session, String keyspace) {
    Map<String, TypeShape> types = new HashMap<>();
    for (Row row :
        session.execute("SELECT * FROM system_schema.types WHERE keyspace_name = ?", keyspace)) {
      List<String> names = row.getList("field_names", String.class);
      List<String> of = row.getList("field_types", String.class);
      Map<String, String> fields = new LinkedHashMap<>();
      if (names != null && of != null) {
        for (int i = 0; i < names.size(); i++) {
          fields.put(names.get(i), CqlType.shown(of.get(i), keyspace));
        }
      }
      String name = text(row, "type_name");
      types.put(name, new TypeShape(name, fields));
    }
    return types;
  }

  private static String text(Row row, String column) {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalStateException("Cassandra's own tables hold no " + column);
    }
    return text;
  }
}
