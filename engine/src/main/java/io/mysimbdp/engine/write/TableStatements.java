package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.tenant.Table;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The inserts of one run, prepared when first needed. Safe for several threads. */
final class TableStatements {

  private final CqlSession session;
  private final String keyspace;
  private final WritableTables tables;
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
    this.tables =
        new WritableTables(
            keyspace,
            tables,
            () ->
                session
                    .getMetadata()
                    .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                    .map(KeyspaceMetadata::getTables)
                    .orElse(null));
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
    WritableTables.Columns columns = tables.of(table);
    PreparedStatement insert =
        retries.call(
            "The insert into " + keyspace + "." + table.name() + " cannot be prepared",
            () -> session.prepare(insertCql(table)));
    return new TableStatement(
        columns.live().getKeyspace(),
        table,
        insert,
        columns.types(),
        columns.isKey(),
        columns.partitionKey(),
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
    return tables.live(table);
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
}
