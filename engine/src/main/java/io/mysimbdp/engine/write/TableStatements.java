package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The inserts of one run, prepared when first needed. Safe for several threads. */
final class TableStatements {

  private final CqlSession session;
  private final String keyspace;
  private final NamePatterns tables;
  private final WriteSettings settings;
  private final Retries retries;
  private final Map<Table, TableStatement> statements = new ConcurrentHashMap<>();

  TableStatements(
      CqlSession session,
      String keyspace,
      NamePatterns tables,
      WriteSettings settings,
      Retries retries) {
    this.session = session;
    this.retries = retries;
    this.keyspace = keyspace;
    this.tables = tables;
    this.settings = settings;
  }

  /**
   * Returns the insert of a table.
   *
   * @throws IllegalArgumentException when the table or a column does not exist or may not be used,
   *     a primary key column is missing, or the table holds counters
   */
  TableStatement of(Table table) {
    TableStatement known = statements.get(table);
    return known != null ? known : statements.computeIfAbsent(table, this::prepare);
  }

  private TableStatement prepare(Table table) {
    TableMetadata live = live(table);
    List<DataType> types = new ArrayList<>();
    boolean[] isKey = new boolean[table.columns().size()];
    for (int i = 0; i < isKey.length; i++) {
      ColumnMetadata column = liveColumn(live, table.columns().get(i));
      types.add(column.getType());
      isKey[i] = live.getPrimaryKey().contains(column);
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
    PreparedStatement insert =
        retries.call(
            "The insert into " + keyspace + "." + table.name() + " cannot be prepared",
            () -> session.prepare(insertCql(table)));
    int[] partitionKey =
        live.getPartitionKey().stream()
            .mapToInt(column -> table.columns().indexOf(column.getName().asInternal()))
            .toArray();
    return new TableStatement(
        live.getKeyspace(),
        table,
        insert,
        List.copyOf(types),
        isKey,
        partitionKey,
        settings.nulls(),
        DefaultConsistencyLevel.valueOf(settings.consistency()),
        session.getContext().getCodecRegistry(),
        session.getContext().getProtocolVersion());
  }

  /**
   * Returns a table as it is in Cassandra.
   *
   * @throws IllegalArgumentException when it does not exist or may not be used
   */
  TableMetadata live(Table table) {
    if (!tables.allow(table.name())) {
      throw new IllegalArgumentException(
          "Table "
              + keyspace
              + "."
              + table.name()
              + " is none of tables = "
              + tables
              + ", which this tenant may use");
    }
    Map<CqlIdentifier, TableMetadata> tables =
        session
            .getMetadata()
            .getKeyspace(CqlIdentifier.fromInternal(keyspace))
            .orElseThrow(
                () -> new IllegalArgumentException("Keyspace " + keyspace + " does not exist"))
            .getTables();
    TableMetadata live = tables.get(CqlIdentifier.fromInternal(table.name()));
    if (live == null) {
      throw new IllegalArgumentException(
          "Table "
              + keyspace
              + "."
              + table.name()
              + " does not exist"
              + suggestion(table.name(), tables.keySet()));
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

  private String insertCql(Table table) {
    String columns =
        table.columns().stream().map(TableStatements::quoted).collect(Collectors.joining(", "));
    String markers = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO "
        + quoted(keyspace)
        + "."
        + quoted(table.name())
        + " ("
        + columns
        + ") VALUES ("
        + markers
        + ") USING TIMESTAMP ?";
  }

  private static String quoted(String name) {
    return CqlIdentifier.fromInternal(name).asCql(false);
  }

  private static String suggestion(String name, Collection<CqlIdentifier> known) {
    List<String> names = known.stream().map(CqlIdentifier::asInternal).sorted().toList();
    return DidYouMean.hint(name, names);
  }
}
