package io.mysimbdp.engine.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, as they lie in Cassandra.
 *
 * @param table its name
 * @param columns in the order of the table
 * @param rows the values of each row as text, a value for each column; null: none is there
 * @param total how many rows the table has; -1: too many to be counted
 * @param isInFileOrder whether the rows are the first ones that were written, in that order; else
 *     they are any
 */
public record TablePreview(
    String table, List<Column> columns, List<Row> rows, long total, boolean isInFileOrder) {

  /** Copies. */
  public TablePreview {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A column.
   *
   * @param type as CQL writes it
   * @param isKey whether it is part of the primary key
   */
  public record Column(String name, String type, boolean isKey) {}

  /**
   * A row.
   *
   * @param values one for each column; null: none is there
   */
  public record Row(List<@Nullable String> values) {

    /** Copies; values may be null. */
    public Row {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }
}
