package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prepared insert of one {@link Table}; turns rows into bytes. Safe for several threads.
 *
 * <p>The last bind marker is the write time: each row carries its own, so that of two rows with the
 * same key the later one wins, whatever order they reach the server in.
 */
final class TableStatement {

  /** The length of what is not there. */
  private static final int NO_VALUE = -1;

  private final CqlIdentifier keyspace;
  private final Table table;
  private final PreparedStatement insert;
  private final List<DataType> types;
  private final int[] partitionKey;
  private final Nulls nulls;
  private final ConsistencyLevel consistency;
  private final RowValues encoder;

  /**
   * Makes the insert of a table.
   *
   * @param keyspace of the table
   * @param insert the prepared statement; its last bind marker is the write time
   * @param types of the columns, in the order of the table
   * @param isKey which columns are part of the primary key
   * @param partitionKey which columns are the partition key, in its order
   */
  TableStatement(
      CqlIdentifier keyspace,
      Table table,
      PreparedStatement insert,
      List<DataType> types,
      boolean[] isKey,
      int[] partitionKey,
      Nulls nulls,
      ConsistencyLevel consistency,
      CodecRegistry codecs,
      ProtocolVersion protocol) {
    this.keyspace = keyspace;
    this.table = table;
    this.insert = insert;
    this.types = types;
    this.partitionKey = partitionKey;
    this.nulls = nulls;
    this.consistency = consistency;
    this.encoder = new RowValues(table, types, isKey, partitionKey, codecs, protocol);
  }

  EncodedRow encode(Row row, long writeTimeMicros, RowOrigin origin)
      throws RowNotEncodableException {
    @Nullable ByteBuffer[] values = encoder.encode(row);
    int count = values.length;
    int size = count * Integer.BYTES + Long.BYTES;
    for (ByteBuffer value : values) {
      size += value == null ? 0 : value.remaining();
    }
    ByteBuffer cells = ByteBuffer.allocate(size);
    ByteBuffer wholeKey = null;
    for (int i = 0; i < count; i++) {
      ByteBuffer value = values[i];
      if (value == null) {
        cells.putInt(NO_VALUE);
        continue;
      }
      cells.putInt(value.remaining());
      if (isWholePartitionKey(i)) {
        wholeKey = cells.slice(cells.position(), value.remaining());
      }
      cells.put(value.duplicate());
    }
    cells.putLong(writeTimeMicros);
    ByteBuffer partition = wholeKey == null ? composite(values) : wholeKey;
    return new EncodedRow(this, cells.array(), partition, origin);
  }

  /** Returns a partition key of several columns as Cassandra routes it. */
  private ByteBuffer composite(@Nullable ByteBuffer[] values) {
    int size = 0;
    for (int i = 0; i < partitionKey.length; i++) {
      size += Short.BYTES + key(values, i).remaining() + 1;
    }
    ByteBuffer composite = ByteBuffer.allocate(size);
    for (int i = 0; i < partitionKey.length; i++) {
      ByteBuffer component = key(values, i);
      composite.putShort((short) component.remaining()).put(component.duplicate()).put((byte) 0);
    }
    return composite.flip();
  }

  private ByteBuffer key(@Nullable ByteBuffer[] values, int component) {
    ByteBuffer value = values[partitionKey[component]];
    if (value == null) {
      throw new IllegalStateException("No partition key for table " + table.name());
    }
    return value;
  }

  private boolean isWholePartitionKey(int index) {
    return partitionKey.length == 1 && partitionKey[0] == index;
  }

  /**
   * Returns the insert of a row.
   *
   * @param encoded the values as {@link #encode} has put them one behind the other
   */
  BoundStatement bind(byte[] encoded) {
    ByteBuffer cells = ByteBuffer.wrap(encoded);
    BoundStatementBuilder builder = insert.boundStatementBuilder();
    int count = types.size();
    int position = 0;
    for (int i = 0; i < count; i++) {
      int length = cells.getInt(position);
      position += Integer.BYTES;
      if (length != NO_VALUE) {
        builder = builder.setBytesUnsafe(i, cells.slice(position, length));
        position += length;
      } else if (nulls == Nulls.DELETE) {
        builder = builder.setToNull(i);
      }
    }
    return builder
        .setBytesUnsafe(count, cells.slice(position, Long.BYTES))
        .setIdempotence(true)
        .setConsistencyLevel(consistency)
        .build();
  }

  /** Returns its text. */
  String cql() {
    return insert.getQuery();
  }

  /** Returns how many copies must have a row. */
  ConsistencyLevel consistency() {
    return consistency;
  }

  /** Returns the keyspace of the table. */
  CqlIdentifier keyspace() {
    return keyspace;
  }

  /** Returns how many columns are written. */
  int columns() {
    return types.size();
  }
}
