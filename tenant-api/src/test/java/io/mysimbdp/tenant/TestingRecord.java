package io.mysimbdp.tenant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * A record for tests of an app, with columns and values of one's choice.
 *
 * @param columns the column names
 * @param values a value for each
 */
@NullMarked
public record TestingRecord(List<String> columns, List<String> values) implements InputRecord {

  /** Checks and copies. */
  public TestingRecord {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    if (columns.size() != values.size()) {
      throw new IllegalArgumentException(columns.size() + " columns, " + values.size() + " values");
    }
  }

  /** Returns this record with another value. */
  public TestingRecord with(String column, String value) {
    List<String> changed = new ArrayList<>(values);
    changed.set(columns.indexOf(column), value);
    return new TestingRecord(columns, changed);
  }

  @Override
  public String file() {
    return "test";
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
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new UnknownColumnException("test", "file test has no column " + column);
    }
    return values.get(index);
  }

  @Override
  public String get(int index) {
    return values.get(index);
  }

  @Override
  public String raw() {
    return String.join("\t", values);
  }
}
