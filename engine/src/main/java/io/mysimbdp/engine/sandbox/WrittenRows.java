package io.mysimbdp.engine.sandbox;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.mysimbdp.engine.sandbox.TablePreview.Column;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads back the first rows that were written into the tables of a keyspace. Cassandra hands rows
 * out by the hash of their keys; the order of the file is that of their write times, for each row
 * of a run is written with a later one. Safe for several threads.
 */
public final class WrittenRows {

  /** Beyond this, to look for the first ones would take longer than people wait. */
  private static final int MOST_LOOKED_AT = 200_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CqlSession session;
  private final int mostLookedAt;

  /**
   * Makes the way to read.
   *
   * @param session stays open
   */
  public WrittenRows(CqlSession session) {
    this(session, MOST_LOOKED_AT);
  }

  WrittenRows(CqlSession session, int mostLookedAt) {
    this.session = session;
    this.mostLookedAt = mostLookedAt;
  }

  /**
   * Reads.
   *
   * @param count how many rows of each table at most
   * @return by the names of the tables; empty when there is no such keyspace
   */
  public List<TablePreview> of(String keyspace, int count) {
    return session
        .refreshSchema()
        .getKeyspace(CqlIdentifier.fromInternal(keyspace))
        .map(found -> found.getTables().values())
        .orElse(List.of())
        .stream()
        .sorted(Comparator.comparing(table -> table.getName().asInternal()))
        .map(table -> preview(table, count))
        .toList();
  }

  private record Found(long writtenAt, TablePreview.Row row) {}

  private TablePreview preview(TableMetadata table, int count) {
    List<ColumnMetadata> columns = List.copyOf(table.getColumns().values());
    List<ColumnMetadata> timed = columns.stream().filter(each -> isTimed(table, each)).toList();
    ResultSet rows = session.execute(select(table, columns, timed));
    // The latest of those kept is at the head, to make room.
    PriorityQueue<Found> first =
        new PriorityQueue<>(Comparator.comparingLong(Found::writtenAt).reversed());
    long total = 0;
    for (Row row : rows) {
      if (total == mostLookedAt) {
        total = -1;
        break;
      }
      total++;
      long writtenAt = timed.isEmpty() ? total : writtenAt(row, columns.size(), timed.size());
      if (first.size() < count || isBefore(writtenAt, first.peek())) {
        first.add(new Found(writtenAt, new TablePreview.Row(values(row, columns))));
        if (first.size() > count) {
          first.remove();
        }
      }
    }
    return new TablePreview(
        table.getName().asInternal(),
        columns.stream()
            .map(
                each ->
                    new Column(
                        each.getName().asInternal(),
                        each.getType().asCql(false, true),
                        table.getPrimaryKey().contains(each)))
            .toList(),
        first.stream().sorted(Comparator.comparingLong(Found::writtenAt)).map(Found::row).toList(),
        total,
        total >= 0 && !timed.isEmpty());
  }

  private static boolean isBefore(long writtenAt, @Nullable Found last) {
    return last != null && writtenAt < last.writtenAt;
  }

  private static SimpleStatement select(
      TableMetadata table, List<ColumnMetadata> columns, List<ColumnMetadata> timed) {
    String all =
        columns.stream().map(each -> each.getName().asCql(true)).collect(Collectors.joining(", "));
    String times =
        timed.stream()
            .map(each -> ", writetime(" + each.getName().asCql(true) + ")")
            .collect(Collectors.joining());
    return SimpleStatement.newInstance(
            "SELECT "
                + all
                + times
                + " FROM "
                + table.getKeyspace().asCql(true)
                + "."
                + table.getName().asCql(true))
        .setTimeout(PATIENCE);
  }

  /** Tells whether Cassandra tells the write time of a column's values. */
  private static boolean isTimed(TableMetadata table, ColumnMetadata column) {
    DataType type = column.getType();
    boolean isWhole =
        !(type instanceof ListType
            || type instanceof SetType
            || type instanceof MapType
            || type instanceof UserDefinedType);
    return isWhole
        && !column.isStatic()
        && !table.getPrimaryKey().contains(column)
        && !type.asCql(false, true).equals("counter");
  }

  private static long writtenAt(Row row, int from, int count) {
    long earliest = Long.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      if (!row.isNull(i)) {
        earliest = Math.min(earliest, row.getLong(i));
      }
    }
    return earliest;
  }

  private static List<@Nullable String> values(Row row, List<ColumnMetadata> columns) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(text(row, i));
    }
    return values;
  }

  private static @Nullable String text(Row row, int index) {
    Object value = row.getObject(index);
    if (value == null) {
      return null;
    }
    boolean isPlain =
        !(value instanceof ByteBuffer || value instanceof Collection || value instanceof Map);
    return isPlain
        ? value.toString()
        : row.codecRegistry().codecFor(row.getType(index), value).format(value);
  }
}
