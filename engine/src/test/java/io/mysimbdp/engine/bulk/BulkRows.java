package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.CassandraServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a table that is there, for both ways into it. */
final class BulkRows {

  private final CqlSession session = CassandraServer.session();
  private final PreparedStatement insert;
  private final TableSchema schema;

  /**
   * Looks at a table.
   *
   * @param columns those that are written, in the order of the values
   */
  BulkRows(String keyspace, String table, List<String> columns) {
    KeyspaceMetadata in = session.getMetadata().getKeyspace(keyspace).orElseThrow();
    TableMetadata live = in.getTable(CqlIdentifier.fromInternal(table)).orElseThrow();
    List<ColumnMetadata> written =
        columns.stream()
            .map(name -> live.getColumn(CqlIdentifier.fromInternal(name)).orElseThrow())
            .toList();
    String names =
        written.stream()
            .map(column -> column.getName().asCql(false))
            .collect(Collectors.joining(", "));
    String cql =
        "INSERT INTO "
            + keyspace
            + "."
            + live.getName().asCql(false)
            + " ("
            + names
            + ") VALUES ("
            + "?, ".repeat(columns.size() - 1)
            + "?) USING TIMESTAMP ?";
    this.insert = session.prepare(cql);
    this.schema = BulkTable.schema(session, live, cql, columns, false);
  }

  TableSchema schema() {
    return schema;
  }

  /** Returns a statement; values that are null are left out. */
  private BoundStatement bind(long writeTime, @Nullable Object... values) {
    var builder = insert.boundStatementBuilder();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        builder =
            builder.set(
                i,
                value,
                session
                    .getContext()
                    .getCodecRegistry()
                    .codecFor(insert.getVariableDefinitions().get(i).getType(), value));
      }
    }
    return builder.setLong(values.length, writeTime).build();
  }

  /** Writes a row by a statement. */
  void execute(long writeTime, @Nullable Object... values) {
    session.execute(bind(writeTime, values));
  }

  /** Returns a row as the writer takes it. */
  byte[] cells(long writeTime, @Nullable Object... values) throws IOException {
    BoundStatement bound = bind(writeTime, values);
    ByteArrayOutputStream cells = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(cells);
    for (int i = 0; i < values.length; i++) {
      ByteBuffer value = bound.isSet(i) ? bound.getBytesUnsafe(i) : null;
      out.writeInt(value == null ? -1 : value.remaining());
      if (value != null) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        out.write(bytes);
      }
    }
    out.writeLong(writeTime);
    return cells.toByteArray();
  }
}
