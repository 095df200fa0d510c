package io.mysimbdp.engine.rehearsal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What tables hold.
 *
 * @param tables by their names with keyspace
 */
public record Contents(SortedMap<String, Table> tables) {

  /** Copies. */
  public Contents {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /**
   * What one table holds. Values are what CQL writes for them; "NULL" stands for none.
   *
   * @param keys the names of its key's columns
   * @param columns the names of the other columns
   * @param rows the values of the other columns, by those of the key
   */
  public record Table(
      List<String> keys, List<String> columns, Map<List<String>, List<String>> rows) {

    /** Copies. */
    public Table {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
      rows = Map.copyOf(rows);
    }
  }

  /** Returns how many rows there are. */
  public long rows() {
    return tables.values().stream().mapToLong(table -> table.rows().size()).sum();
  }

  /** Returns all tables without the rows that another one has, by their keys. */
  Contents without(Contents other) {
    SortedMap<String, Table> rest = new TreeMap<>();
    tables.forEach(
        (name, table) -> {
          Map<List<String>, List<String>> rows = new TreeMap<>(Difference.BY_TEXT);
          rows.putAll(table.rows());
          Table left = other.tables().get(name);
          if (left != null) {
            rows.keySet().removeAll(left.rows().keySet());
          }
          rest.put(name, new Table(table.keys(), table.columns(), rows));
        });
    return new Contents(rest);
  }
}
