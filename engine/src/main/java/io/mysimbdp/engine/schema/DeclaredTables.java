package io.mysimbdp.engine.schema;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables that a script declares, as the driver would show them once they are made. */
public final class DeclaredTables {

  private final CqlIdentifier keyspace;
  private final DriverTypes types;
  private final String origin;

  private DeclaredTables(String keyspace, String origin) {
    this.keyspace = CqlIdentifier.fromInternal(keyspace);
    this.types = new DriverTypes(keyspace);
    this.origin = origin;
  }

  /**
   * Reads a script.
   *
   * @param origin of the script, for messages
   * @return the tables by name
   * @throws EngineException when it declares anything but tables and types, or is not understood
   */
  public static Map<CqlIdentifier, TableMetadata> of(
      String script, String keyspace, String origin) {
    List<Declaration> declarations = new SchemaParser(keyspace, origin).parse(script);
    return new DeclaredTables(keyspace, origin).read(declarations);
  }

  private Map<CqlIdentifier, TableMetadata> read(List<Declaration> declarations) {
    Map<CqlIdentifier, TableMetadata> tables = new LinkedHashMap<>();
    for (Declaration declaration : declarations) {
      try {
        if (declaration.type() != null) {
          types.add(declaration.type());
        } else if (declaration.table() != null) {
          TableMetadata table = table(declaration.table());
          tables.put(table.getName(), table);
        }
      } catch (IllegalArgumentException e) {
        throw new EngineException(
            FailureCode.SCHEMA_INVALID,
            origin + ":" + declaration.line() + ": " + e.getMessage(),
            e);
      }
    }
    return tables;
  }

  private TableMetadata table(TableShape shape) {
    CqlIdentifier name = CqlIdentifier.fromInternal(shape.name());
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    for (Column column : shape.columns().values()) {
      CqlIdentifier id = CqlIdentifier.fromInternal(column.name());
      columns.put(
          id,
          new DefaultColumnMetadata(
              keyspace, name, id, types.of(column.type()), column.isStatic()));
    }
    Map<ColumnMetadata, ClusteringOrder> clustering = new LinkedHashMap<>();
    for (String column : shape.clustering()) {
      clustering.put(
          column(columns, column),
          shape.descending().contains(column) ? ClusteringOrder.DESC : ClusteringOrder.ASC);
    }
    return new DefaultTableMetadata(
        keyspace,
        name,
        null,
        false,
        false,
        shape.partitionKey().stream().map(column -> column(columns, column)).toList(),
        clustering,
        columns,
        Map.of(),
        Map.of());
  }

  private static ColumnMetadata column(Map<CqlIdentifier, ColumnMetadata> columns, String name) {
    return Objects.requireNonNull(columns.get(CqlIdentifier.fromInternal(name)), name);
  }
}
