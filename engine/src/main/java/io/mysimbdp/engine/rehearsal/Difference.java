package io.mysimbdp.engine.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what two contents differ.
 *
 * @param tables those that do
 */
record Difference(List<Table> tables) {

  /** Orders keys as texts, so that the same example is shown each time. */
  static final Comparator<List<String>> BY_TEXT = Comparator.comparing(List::toString);

  private static final int LONGEST_VALUE = 60;

  Difference {
    tables = List.copyOf(tables);
  }

  /**
   * In what a table differs.
   *
   * @param name with its keyspace
   * @param expected how many rows there should be
   * @param missing how many of these there are not
   * @param extra how many rows there are besides
   * @param newKeys columns of the key with values in the extra rows that none of the expected has
   * @param changed in how many rows a column has another value, by column
   * @param example one of the rows; null when there is none to show
   */
  record Table(
      String name,
      long expected,
      long missing,
      long extra,
      Set<String> newKeys,
      SortedMap<String, Long> changed,
      @Nullable String example) {

    boolean isNone() {
      return missing == 0 && extra == 0 && changed.isEmpty();
    }

    String sentence() {
      List<String> parts = new ArrayList<>();
      if (missing > 0) {
        parts.add(count(missing) + " of " + count(expected) + " rows missing");
      }
      if (extra > 0) {
        parts.add(
            count(extra)
                + " rows too many"
                + (newKeys.isEmpty() ? "" : ", with new values in " + String.join(", ", newKeys)));
      }
      changed.forEach(
          (column, rows) ->
              parts.add("another value of " + column + " in " + count(rows) + " rows"));
      return name + ": " + String.join("; ", parts) + (example == null ? "" : " (" + example + ")");
    }
  }

  /** Compares. */
  static Difference between(Contents expected, Contents actual) {
    Set<String> names = new TreeSet<>(expected.tables().keySet());
    names.addAll(actual.tables().keySet());
    List<Table> tables = new ArrayList<>();
    for (String name : names) {
      Contents.Table none = new Contents.Table(List.of(), List.of(), Map.of());
      Table table =
          between(
              name,
              expected.tables().getOrDefault(name, none),
              actual.tables().getOrDefault(name, none));
      if (!table.isNone()) {
        tables.add(table);
      }
    }
    return new Difference(tables);
  }

  private static Table between(String name, Contents.Table expected, Contents.Table actual) {
    Map<List<String>, List<String>> before = new TreeMap<>(BY_TEXT);
    before.putAll(expected.rows());
    Map<List<String>, List<String>> after = new TreeMap<>(BY_TEXT);
    after.putAll(actual.rows());
    long missing = 0;
    SortedMap<String, Long> changed = new TreeMap<>();
    String example = null;
    for (Map.Entry<List<String>, List<String>> row : before.entrySet()) {
      List<String> now = after.remove(row.getKey());
      if (now == null) {
        missing++;
        example = example == null ? "missing: " + key(expected, row.getKey()) : example;
        continue;
      }
      for (int i = 0; i < now.size() && i < row.getValue().size(); i++) {
        if (!now.get(i).equals(row.getValue().get(i))) {
          changed.merge(expected.columns().get(i), 1L, Long::sum);
          example =
              example == null
                  ? cut(row.getValue().get(i))
                      + " became "
                      + cut(now.get(i))
                      + " where "
                      + key(expected, row.getKey())
                  : example;
        }
      }
    }
    if (example == null && !after.isEmpty()) {
      example = "too many: " + key(actual, after.keySet().iterator().next());
    }
    return new Table(
        name,
        expected.rows().size(),
        missing,
        after.size(),
        newKeys(expected, actual, after.keySet()),
        changed,
        example);
  }

  /** Returns the columns that an app makes up: no value of theirs comes twice. */
  private static Set<String> newKeys(
      Contents.Table expected, Contents.Table actual, Set<List<String>> extra) {
    Set<String> columns = new TreeSet<>();
    if (expected.rows().isEmpty() || extra.isEmpty()) {
      return columns;
    }
    for (int i = 0; i < actual.keys().size(); i++) {
      int at = i;
      Set<String> known =
          expected.rows().keySet().stream()
              .map(key -> key.get(at))
              .collect(Collectors.toCollection(HashSet::new));
      if (extra.stream().noneMatch(key -> known.contains(key.get(at)))) {
        columns.add(actual.keys().get(i));
      }
    }
    return columns;
  }

  boolean isNone() {
    return tables.isEmpty();
  }

  /** Leaves out the rows that are there besides the expected ones. */
  Difference withoutExtra() {
    return new Difference(
        tables.stream()
            .map(
                table ->
                    new Table(
                        table.name(),
                        table.expected(),
                        table.missing(),
                        0,
                        Set.of(),
                        table.changed(),
                        table.example()))
            .filter(table -> !table.isNone())
            .toList());
  }

  /** Leaves out what values have become. */
  Difference withoutChanges() {
    return new Difference(
        tables.stream()
            .map(
                table ->
                    new Table(
                        table.name(),
                        table.expected(),
                        table.missing(),
                        table.extra(),
                        table.newKeys(),
                        Collections.emptySortedMap(),
                        null))
            .filter(table -> !table.isNone())
            .toList());
  }

  /** Leaves out what is another in each run anyway. */
  Difference without(Shifting shifting) {
    List<Table> rest = new ArrayList<>();
    for (Table table : tables) {
      if (!shifting.tables().contains(table.name())) {
        SortedMap<String, Long> changed = new TreeMap<>(table.changed());
        changed.keySet().removeAll(shifting.columns().getOrDefault(table.name(), Set.of()));
        Table left =
            new Table(
                table.name(),
                table.expected(),
                table.missing(),
                table.extra(),
                table.newKeys(),
                changed,
                changed.size() == table.changed().size() ? table.example() : null);
        if (!left.isNone()) {
          rest.add(left);
        }
      }
    }
    return new Difference(rest);
  }

  /** Says it, a clause for each table. */
  String sentence() {
    return tables.stream().map(Table::sentence).collect(Collectors.joining("; "));
  }

  private static String key(Contents.Table table, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(table.keys().get(i) + " = " + cut(values.get(i)));
    }
    return String.join(", ", parts);
  }

  private static String cut(String value) {
    String oneLine = value.replaceAll("\\p{Cntrl}", "?");
    return oneLine.length() <= LONGEST_VALUE ? oneLine : oneLine.substring(0, LONGEST_VALUE) + "…";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
