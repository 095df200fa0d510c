package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a keyspace, and whether an app may write them as it has declared them. Safe for
 * several threads.
 */
final class WritableTables {

  private final String keyspace;
  private final NamePatterns allowed;
  private final Supplier<@Nullable Map<CqlIdentifier, TableMetadata>> tables;

  /**
   * What the rows of a table are made of.
   *
   * @param live the table as it is
   * @param written the columns that are written, in the order of the app's declaration
   */
  record Columns(TableMetadata live, List<ColumnMetadata> written) {

    Columns {
      written = List.copyOf(written);
    }

    List<DataType> types() {
      return written.stream().map(ColumnMetadata::getType).toList();
    }

    /** Returns which of the columns are part of the primary key. */
    boolean[] isKey() {
      boolean[] isKey = new boolean[written.size()];
      for (int i = 0; i < isKey.length; i++) {
        isKey[i] = live.getPrimaryKey().contains(written.get(i));
      }
      return isKey;
    }

    /** Returns which of the columns are the partition key, in its order. */
    int[] partitionKey() {
      return live.getPartitionKey().stream().mapToInt(written::indexOf).toArray();
    }
  }

  /**
   * Looks at a keyspace.
   *
   * @param allowed the tables that may be written
   * @param tables those that are there by now; gives null where there is no such keyspace
   */
  WritableTables(
      String keyspace,
      NamePatterns allowed,
      Supplier<@Nullable Map<CqlIdentifier, TableMetadata>> tables) {
    this.keyspace = keyspace;
    this.allowed = allowed;
    this.tables = tables;
  }

  /**
   * Returns what the rows of a table are made of.
   *
   * @throws IllegalArgumentException when the table or a column does not exist or may not be used,
   *     a primary key column is missing, or the table holds counters
   */
  Columns of(Table table) {
    TableMetadata live = live(table);
    List<ColumnMetadata> written = new ArrayList<>();
    for (String name : table.columns()) {
      ColumnMetadata column = liveColumn(live, name);
      written.add(column);
      if (column.getType().equals(DataTypes.COUNTER)) {
        throw new IllegalArgumentException(
            "Table "
                + keyspace
                + "."
                + table.name()
                + " holds counters, which the writer cannot write exactly once; update them through"
                + " the session");
      }
    }
    requirePrimaryKey(table, live);
    return new Columns(live, written);
  }

  /**
   * Returns a table as it is.
   *
   * @throws IllegalArgumentException when it does not exist or may not be used
   */
  TableMetadata live(Table table) {
    if (!allowed.allow(table.name())) {
      throw new IllegalArgumentException(
          "Table "
              + keyspace
              + "."
              + table.name()
              + " is none of tables = "
              + allowed
              + ", which this tenant may use");
    }
    Map<CqlIdentifier, TableMetadata> known = tables.get();
    if (known == null) {
      throw new IllegalArgumentException("Keyspace " + keyspace + " does not exist");
    }
    TableMetadata live = known.get(CqlIdentifier.fromInternal(table.name()));
    if (live == null) {
      throw new IllegalArgumentException(
          "Table "
              + keyspace
              + "."
              + table.name()
              + " does not exist"
              + suggestion(table.name(), known.keySet())
              + (isNear(table.name(), known.keySet())
                  ? ""
                  : "; declare it in META-INF/mysimbdp/schema.cql of the JAR to have it made"));
    }
    return live;
  }

  private ColumnMetadata liveColumn(TableMetadata live, String column) {
    Optional<ColumnMetadata> found = live.getColumn(CqlIdentifier.fromInternal(column));
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "Table "
                    + keyspace
                    + "."
                    + live.getName().asInternal()
                    + " has no column "
                    + column
                    + suggestion(column, live.getColumns().keySet())));
  }

  private void requirePrimaryKey(Table table, TableMetadata live) {
    List<String> missing =
        live.getPrimaryKey().stream()
            .map(column -> column.getName().asInternal())
            .filter(name -> !table.columns().contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Table "
              + keyspace
              + "."
              + table.name()
              + " has the primary key column"
              + (missing.size() == 1 ? " " : "s ")
              + String.join(", ", missing)
              + ", which the app does not write; it writes "
              + String.join(", ", table.columns()));
    }
  }

  private static boolean isNear(String name, Collection<CqlIdentifier> known) {
    return DidYouMean.nearest(name, names(known)) != null;
  }

  private static String suggestion(String name, Collection<CqlIdentifier> known) {
    return DidYouMean.hint(name, names(known));
  }

  private static List<String> names(Collection<CqlIdentifier> known) {
    return known.stream().map(CqlIdentifier::asInternal).sorted().toList();
  }
}
