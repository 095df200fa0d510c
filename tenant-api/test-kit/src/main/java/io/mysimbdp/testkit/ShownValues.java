package io.mysimbdp.testkit;

import io.mysimbdp.tenant.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as messages show them: two that are not equal look different. */
final class ShownValues {

  private ShownValues() {}

  /** Returns a text in quotes, a number or truth as it is, all else with the name of its type. */
  static String of(@Nullable Object value) {
    if (value == null || value instanceof Integer || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof CharSequence text) {
      return "\"" + text + "\"";
    }
    return value + " (" + value.getClass().getSimpleName() + ")";
  }

  /** Returns a row with the names of its columns. */
  static String of(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.table().columns().get(i) + "=" + of(row.value(i)));
    }
    return row.table().name() + "[" + String.join(", ", cells) + "]";
  }

  /** Returns a line for each of some things, at most twenty, or a word where there is none. */
  static String lines(Collection<?> things) {
    if (things.isEmpty()) {
      return " none";
    }
    String shown =
        things.stream().limit(20).map(thing -> "\n  " + thing).collect(Collectors.joining());
    return things.size() <= 20 ? shown : shown + "\n  … and " + (things.size() - 20) + " more";
  }
}
