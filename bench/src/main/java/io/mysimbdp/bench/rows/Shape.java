package io.mysimbdp.bench.rows;

import static io.mysimbdp.bench.rows.ColumnType.BIGINT;
import static io.mysimbdp.bench.rows.ColumnType.BOOLEAN;
import static io.mysimbdp.bench.rows.ColumnType.DATE;
import static io.mysimbdp.bench.rows.ColumnType.FLOAT;
import static io.mysimbdp.bench.rows.ColumnType.INT;
import static io.mysimbdp.bench.rows.ColumnType.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of rows and the table for them. */
public enum Shape {
  /** Reviews by product: some products have very many, most have one. */
  REVIEWS_POPULAR("PRIMARY KEY ((product_id), review_id)", 145_431, reviewColumns()),
  /** The same reviews, each a partition. */
  REVIEWS_SINGLE("PRIMARY KEY ((review_id))", 145_431, reviewColumns()),
  /** Small rows of numbers, some forty a partition, in no order. */
  RATINGS(
      "PRIMARY KEY ((user_id), item_id)",
      500_000,
      List.of(
          new Column("user_id", INT),
          new Column("item_id", INT),
          new Column("value", FLOAT),
          new Column("time", BIGINT))),
  /** Rows of 10 KB, each a partition. */
  WIDE(
      "PRIMARY KEY ((id))",
      10_000,
      List.of(new Column("id", TEXT), new Column("number", INT), new Column("body", TEXT)));

  /** The keyspace of the tables. */
  public static final String KEYSPACE = "bench";

  private final String primaryKey;
  private final int fullRows;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Column> columns;

  Shape(String primaryKey, int fullRows, List<Column> columns) {
    this.primaryKey = primaryKey;
    this.fullRows = fullRows;
    this.columns = columns;
  }

  private static List<Column> reviewColumns() {
    return List.of(
        new Column("marketplace", TEXT),
        new Column("customer_id", INT),
        new Column("review_id", TEXT),
        new Column("product_id", TEXT),
        new Column("product_parent", BIGINT),
        new Column("product_title", TEXT),
        new Column("product_category", TEXT),
        new Column("star_rating", INT),
        new Column("helpful_votes", INT),
        new Column("total_votes", INT),
        new Column("vine", BOOLEAN),
        new Column("verified_purchase", BOOLEAN),
        new Column("review_headline", TEXT),
        new Column("review_body", TEXT),
        new Column("review_date", DATE));
  }

  /** Returns the shape with a label. */
  public static Shape labelled(String label) {
    return Arrays.stream(values())
        .filter(shape -> shape.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no shape " + label));
  }

  /** Returns the name as on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the columns, in the order of the file. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns how many rows there are at the scale 1. */
  public int fullRows() {
    return fullRows;
  }

  /** Returns the name of the table, without keyspace. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the table with its keyspace. */
  public String qualifiedTable() {
    return KEYSPACE + "." + table();
  }

  /** Returns the statement that makes a table with this name. */
  public String createTable(String name) {
    return "CREATE TABLE IF NOT EXISTS "
        + name
        + " ("
        + columns.stream()
            .map(column -> column.name() + " " + column.type().cql())
            .collect(Collectors.joining(", "))
        + ", "
        + primaryKey
        + ")";
  }

  /** Returns the statement that inserts a row, with markers for the values. */
  public String insert() {
    return "INSERT INTO "
        + qualifiedTable()
        + " ("
        + names()
        + ") VALUES ("
        + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  /** Returns the names of the columns, in the order of the file. */
  public String names() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
