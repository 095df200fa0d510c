package io.mysimbdp.testkit;

import io.mysimbdp.tenant.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the rows of one table; each failure shows the rows that were there instead. */
public final class TableAssert extends AbstractAssert<TableAssert, List<WrittenRow>> {

  private final BatchResultAssert batch;
  private final String table;

  TableAssert(BatchResultAssert batch, String table, List<WrittenRow> rows) {
    super(rows, TableAssert.class);
    this.batch = batch;
    this.table = table;
  }

  /** Returns to the whole batch. */
  public BatchResultAssert and() {
    return batch;
  }

  /**
   * There is a row with exactly these values.
   *
   * @param values in the order in which the app declares the columns; of the type that it writes
   */
  public TableAssert row(@Nullable Object... values) {
    boolean found = actual.stream().anyMatch(row -> has(row.row(), values));
    if (!found) {
      failWithMessage(
          "Expected table %s to have the row\n  [%s]\nbut its rows are:%s",
          table,
          Arrays.stream(values).map(ShownValues::of).collect(Collectors.joining(", ")),
          ShownValues.lines(actual));
    }
    return this;
  }

  /**
   * There is a row with these values in some of its columns.
   *
   * @param values by column; of the type that the app writes
   */
  public TableAssert rowWith(Map<String, ?> values) {
    boolean found = actual.stream().anyMatch(row -> has(row.row(), values));
    if (!found) {
      failWithMessage(
          "Expected table %s to have a row with\n  %s\nbut its rows are:%s",
          table,
          new TreeMap<>(values)
              .entrySet().stream()
                  .map(cell -> cell.getKey() + "=" + ShownValues.of(cell.getValue()))
                  .collect(Collectors.joining(", ")),
          ShownValues.lines(actual));
    }
    return this;
  }

  /** So many rows were written to it. */
  public TableAssert rows(int count) {
    if (actual.size() != count) {
      failWithMessage(
          "Expected table %s to have %s rows, but it has %s:%s",
          table, count, actual.size(), ShownValues.lines(actual));
    }
    return this;
  }

  private static boolean has(Row row, @Nullable Object[] values) {
    if (row.size() != values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Objects.deepEquals(row.value(i), values[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(Row row, Map<String, ?> values) {
    return values.entrySet().stream()
        .allMatch(
            cell -> {
              int index = row.table().columns().indexOf(cell.getKey());
              return index >= 0 && Objects.deepEquals(row.value(index), cell.getValue());
            });
  }
}
