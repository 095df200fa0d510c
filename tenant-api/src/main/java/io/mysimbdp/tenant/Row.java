package io.mysimbdp.tenant;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of one row of a {@link Table}; made by {@link Table#row}. Not modified by anyone. */
public final class Row {

  private final Table table;
  private final @Nullable Object[] values;

  Row(Table table, @Nullable Object[] values) {
    this.table = Objects.requireNonNull(table, "table");
    this.values = Objects.requireNonNull(values, "values");
    if (values.length != table.columns().size()) {
      throw new IllegalArgumentException(
          "Table "
              + table.name()
              + " was declared with "
              + table.columns().size()
              + " columns "
              + table.columns()
              + " but the row has "
              + values.length
              + " values");
    }
  }

  /** Returns the table this row is for. */
  public Table table() {
    return table;
  }

  /** Returns the number of values. */
  public int size() {
    return values.length;
  }

  /**
   * Returns the value at a position.
   *
   * @param index from 0, in the order of {@link Table#columns()}
   */
  public @Nullable Object value(int index) {
    return values[index];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row
        && table.equals(row.table)
        && Arrays.deepEquals(values, row.values);
  }

  @Override
  public int hashCode() {
    return 31 * table.hashCode() + Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return table.name() + Arrays.toString(values);
  }
}
