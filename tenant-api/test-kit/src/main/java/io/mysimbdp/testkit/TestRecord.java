package io.mysimbdp.testkit;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.UnknownColumnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A record for calling {@code wrangle} alone, where what matters is the value of one column. A file
 * that holds it need not exist; to see how a file becomes records, use {@link TestBatch}.
 *
 * @param columns the column names
 * @param values a value for each, in their order
 */
public record TestRecord(List<String> columns, List<String> values) implements InputRecord {

  private static final String FILE = "test";

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when there is not a value for each column
   */
  public TestRecord {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    if (columns.size() != values.size()) {
      throw new IllegalArgumentException(
          "There are " + columns.size() + " columns, but " + values.size() + " values");
    }
  }

  /** Makes a record of columns and their values, in the order of the map. */
  public static TestRecord of(Map<String, String> values) {
    return new TestRecord(List.copyOf(values.keySet()), List.copyOf(values.values()));
  }

  /**
   * Returns this record with another value.
   *
   * @throws UnknownColumnException when there is no such column
   */
  public TestRecord with(String column, String value) {
    List<String> changed = new ArrayList<>(values);
    changed.set(index(column), value);
    return new TestRecord(columns, changed);
  }

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public long line() {
    return 2;
  }

  @Override
  public long byteOffset() {
    return 0;
  }

  @Override
  public String get(String column) {
    return values.get(index(column));
  }

  @Override
  public String get(int index) {
    return values.get(index);
  }

  @Override
  public String raw() {
    return String.join("\t", values);
  }

  private int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new UnknownColumnException(
          FILE, "a record for tests has no column " + column + "; it has " + columns);
    }
    return index;
  }
}
