package io.mysimbdp.engine.process;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataType;
import io.mysimbdp.engine.protocol.WireOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes what Cassandra has answered. */
final class PageOutput {

  private PageOutput() {}

  static void put(WireOutput out, AsyncResultSet page) {
    putColumns(out, page.getColumnDefinitions());
    List<Row> rows = new ArrayList<>(page.remaining());
    page.currentPage().forEach(rows::add);
    int columns = page.getColumnDefinitions().size();
    out.putInt(rows.size());
    for (Row row : rows) {
      for (int i = 0; i < columns; i++) {
        out.putBuffer(row.getBytesUnsafe(i));
      }
    }
    out.put(page.wasApplied());
    out.putBuffer(page.getExecutionInfo().getPagingState());
    out.putTexts(page.getExecutionInfo().getWarnings());
  }

  static void putColumns(WireOutput out, ColumnDefinitions columns) {
    out.putInt(columns.size());
    for (ColumnDefinition column : columns) {
      out.putText(column.getKeyspace().asInternal())
          .putText(column.getTable().asInternal())
          .putText(column.getName().asInternal())
          .putBytes(serialized(column.getType()));
    }
  }

  /** The app trusts the engine; nothing comes back this way. */
  private static byte[] serialized(DataType type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
