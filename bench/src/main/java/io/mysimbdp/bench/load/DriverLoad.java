package io.mysimbdp.bench.load;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.bench.rows.Column;
import io.mysimbdp.bench.rows.RowFile;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plain loops around the driver: what one writes first. */
public final class DriverLoad {

  private static final int NAIVE_IN_FLIGHT = 512;
  private static final int SINGLE_IN_FLIGHT = 8;

  private DriverLoad() {}

  /**
   * Loads a file.
   *
   * @param args {@code naive}, a prepared insert a row, or {@code single}, the text of an insert a
   *     row; the label of the shape; the file; address and port of Cassandra
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Shape shape = Shape.labelled(args[1]);
    try (CqlSession session = Connection.open(args[3], args[4])) {
      boolean isNaive = args[0].equals("naive");
      load(
          session,
          new RowFile(Path.of(args[2]), shape),
          isNaive ? prepared(session, shape) : row -> text(shape, row),
          new Flight(isNaive ? NAIVE_IN_FLIGHT : SINGLE_IN_FLIGHT));
    }
  }

  private static void load(
      CqlSession session,
      RowFile file,
      Function<@Nullable Object[], Statement<?>> statements,
      Flight flight)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long rows = 0;
    try (file) {
      for (var row = file.next(); row != null; row = file.next()) {
        Statement<?> statement = statements.apply(row);
        flight.enter();
        flight.track(session.executeAsync(statement));
        rows++;
      }
    }
    flight.land();
    Loaded.say(rows, start);
  }

  private static Function<@Nullable Object[], Statement<?>> prepared(
      CqlSession session, Shape shape) {
    PreparedStatement insert = session.prepare(shape.insert());
    return row -> {
      BoundStatementBuilder bound = insert.boundStatementBuilder();
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        if (value != null) {
          bound.setBytesUnsafe(i, shape.columns().get(i).type().encode(value));
        }
      }
      return bound.setIdempotence(true).build();
    };
  }

  /** As cqlsh sends what is typed or read by SOURCE: the values are part of the statement. */
  private static Statement<?> text(Shape shape, @Nullable Object[] row) {
    List<Column> columns = shape.columns();
    StringJoiner names = new StringJoiner(", ");
    StringJoiner values = new StringJoiner(", ");
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value != null) {
        names.add(columns.get(i).name());
        values.add(columns.get(i).type().literal(value));
      }
    }
    String insert =
        "INSERT INTO " + shape.qualifiedTable() + " (" + names + ") VALUES (" + values + ")";
    return SimpleStatement.newInstance(insert).setIdempotent(true);
  }
}
