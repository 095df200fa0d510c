package io.mysimbdp.engine.rehearsal;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is another in each run of the same file: then nothing can be told from it.
 *
 * @param tables whose keys are others
 * @param columns by table, whose values are others
 */
record Shifting(Set<String> tables, Map<String, Set<String>> columns) {

  static final Shifting NOTHING = new Shifting(Set.of(), Map.of());

  Shifting {
    tables = Set.copyOf(tables);
    columns = Map.copyOf(columns);
  }

  /** Takes it from the difference of two runs that should have made the same rows. */
  static Shifting of(Difference difference) {
    return new Shifting(
        difference.tables().stream()
            .filter(table -> table.missing() + table.extra() > 0)
            .map(Difference.Table::name)
            .collect(Collectors.toSet()),
        difference.tables().stream()
            .collect(
                Collectors.toMap(
                    Difference.Table::name, table -> new TreeSet<>(table.changed().keySet()))));
  }
}
