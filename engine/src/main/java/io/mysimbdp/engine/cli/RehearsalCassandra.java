package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.cassandra.Node;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.rehearsal.Contents;
import io.mysimbdp.engine.rehearsal.Relay;
import io.mysimbdp.engine.session.SessionOpener;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Cassandra of a rehearsal, which nobody else uses: it may be cut off and emptied. */
final class RehearsalCassandra implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Comparator<Row> BY_POSITION =
      Comparator.comparing((Row row) -> row.getString("kind").equals("partition_key") ? 0 : 1)
          .thenComparing(row -> row.getInt("position"));

  private final EmbeddedCassandra.Use use;
  private final CqlSession session;

  private RehearsalCassandra(EmbeddedCassandra.Use use, CqlSession session) {
    this.use = use;
    this.session = session;
  }

  /**
   * Starts it.
   *
   * @param relay will lead to it
   * @param config how to connect; its contact points do not matter
   * @param progress hears what is being waited for
   */
  static RehearsalCassandra start(
      EmbeddedCassandra server, Relay relay, CassandraConfig config, Consumer<String> progress)
      throws InterruptedException {
    EmbeddedCassandra.Use use = server.use(progress);
    try {
      Node node = use.node();
      InetSocketAddress address = new InetSocketAddress(node.address(), node.port());
      relay.leadTo(address);
      return new RehearsalCassandra(
          use, new SessionOpener(System::nanoTime, Pause.SLEEP).open(config, List.of(address)));
    } catch (RuntimeException | InterruptedException e) {
      use.close();
      throw e;
    }
  }

  /** Returns a session that goes there directly. */
  CqlSession session() {
    return session;
  }

  /** Deletes all rows of a keyspace, where there is one. */
  void empty(String keyspace) {
    for (String table : tables(keyspace)) {
      execute("TRUNCATE " + keyspace + "." + quoted(table));
    }
  }

  /** Returns what the tables of a keyspace hold. */
  Contents contents(String keyspace) {
    SortedMap<String, Contents.Table> tables = new TreeMap<>();
    for (String table : tables(keyspace)) {
      tables.put(table, contents(keyspace, table));
    }
    return new Contents(tables);
  }

  private Contents.Table contents(String keyspace, String table) {
    List<Row> columns =
        session
            .execute(
                "SELECT column_name, kind, position FROM system_schema.columns"
                    + " WHERE keyspace_name = ? AND table_name = ?",
                keyspace,
                table)
            .all();
    List<String> keys =
        columns.stream()
            .filter(row -> isKey(row.getString("kind")))
            .sorted(BY_POSITION)
            .map(row -> row.getString("column_name"))
            .toList();
    List<String> others =
        columns.stream()
            .filter(row -> !isKey(row.getString("kind")))
            .map(row -> row.getString("column_name"))
            .sorted()
            .toList();
    Map<List<String>, List<String>> rows = new HashMap<>();
    for (Row row : execute("SELECT * FROM " + keyspace + "." + quoted(table))) {
      rows.put(values(row, keys), values(row, others));
    }
    return new Contents.Table(keys, others, rows);
  }

  private static boolean isKey(@Nullable String kind) {
    return "partition_key".equals(kind) || "clustering".equals(kind);
  }

  private List<String> values(Row row, List<String> columns) {
    ColumnDefinitions definitions = row.getColumnDefinitions();
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      int index = definitions.firstIndexOf(quoted(column));
      DataType type = definitions.get(index).getType();
      TypeCodec<Object> codec = row.codecRegistry().codecFor(type);
      values.add(codec.format(row.get(index, codec)));
    }
    return values;
  }

  private List<String> tables(String keyspace) {
    return session
        .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)
        .all()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Iterable<Row> execute(String statement) {
    return session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void close() {
    try {
      session.close();
    } finally {
      use.close();
    }
  }
}
