package io.mysimbdp.tenant;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table and the columns that an app writes, made once and kept in a constant:
 *
 * <pre>{@code
 * private static final Table REVIEWS = Table.of("reviews", "product_id", "review_id", "stars");
 * ...
 * return Outcome.write(REVIEWS.row(productId, reviewId, stars));
 * }</pre>
 *
 * <p>The engine looks the table up in the tenant's keyspace when its first row is written, and
 * fails the run when the table or a column does not exist, or a primary key column is missing here.
 * Names are CQL identifiers without quotes; case is ignored, as in CQL.
 *
 * @param name the table's name, lower case
 * @param columns the columns' names, lower case, in the order of the values; unmodifiable
 */
public record Table(String name, List<String> columns) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when there is no column, a name is blank, or a column is named
   *     twice
   */
  public Table {
    name = identifier(name, "table name");
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Table " + name + " needs at least one column");
    }
    Set<String> seen = new HashSet<>();
    columns = columns.stream().map(column -> identifier(column, "column name")).toList();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException("Table " + name + " names column " + column + " twice");
      }
    }
  }

  /** Returns the table with these columns; see the class comment. */
  public static Table of(String name, String... columns) {
    return new Table(name, List.of(columns));
  }

  /**
   * Returns a row of this table.
   *
   * @param values one for each column, in their order, of the Java type that the driver maps to the
   *     column's CQL type ({@code text}: String, {@code int}: Integer, {@code date}: LocalDate,
   *     {@code timestamp}: Instant, {@code decimal}: BigDecimal, …). Null leaves the column as it
   *     is in Cassandra; it is not allowed in a primary key
   * @throws IllegalArgumentException when the number of values is not the number of columns
   */
  public Row row(@Nullable Object... values) {
    return new Row(this, values);
  }

  private static String identifier(String name, String what) {
    Objects.requireNonNull(name, what);
    if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "Illegal "
              + what
              + " '"
              + name
              + "': expected a letter, then at most 47 letters, digits or underscores");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
