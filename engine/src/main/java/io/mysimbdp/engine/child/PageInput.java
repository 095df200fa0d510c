package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultRow;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what Cassandra has answered. */
final class PageInput {

  private PageInput() {}

  static ColumnDefinitions columns(WireInput in) throws ProtocolException {
    int count = in.getInt();
    List<ColumnDefinition> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(
          new Column(
              CqlIdentifier.fromInternal(in.getText()),
              CqlIdentifier.fromInternal(in.getText()),
              CqlIdentifier.fromInternal(in.getText()),
              type(in.getBytes())));
    }
    return DefaultColumnDefinitions.valueOf(columns);
  }

  private static DataType type(byte[] serialized) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized))) {
      return (DataType) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("The engine speaks of a type that is not known here", e);
    }
  }

  static List<Row> rows(ColumnDefinitions columns, WireInput in) throws ProtocolException {
    int count = in.getInt();
    List<Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<@Nullable ByteBuffer> values = new ArrayList<>(columns.size());
      for (int column = 0; column < columns.size(); column++) {
        values.add(in.getBuffer());
      }
      rows.add(new DefaultRow(columns, values));
    }
    return rows;
  }

  private record Column(
      CqlIdentifier keyspace, CqlIdentifier table, CqlIdentifier name, DataType type)
      implements ColumnDefinition {

    @Override
    public CqlIdentifier getKeyspace() {
      return keyspace;
    }

    @Override
    public CqlIdentifier getTable() {
      return table;
    }

    @Override
    public CqlIdentifier getName() {
      return name;
    }

    @Override
    public DataType getType() {
      return type;
    }

    @Override
    public boolean isDetached() {
      return true;
    }

    @Override
    public void attach(AttachmentPoint point) {
      type.attach(point);
    }
  }
}
