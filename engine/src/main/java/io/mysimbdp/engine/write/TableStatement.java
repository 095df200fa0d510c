package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
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

  private static final int SHOWN_VALUE_CHARS = 60;

  private final Table table;
  private final PreparedStatement insert;
  private final List<DataType> types;
  private final boolean[] isKey;
  private final boolean[] isPartitionKey;
  private final Nulls nulls;
  private final ConsistencyLevel consistency;
  private final CodecRegistry codecs;
  private final ProtocolVersion protocol;
  // One slot a column: nearly always the same Java type comes again. Races only repeat a look-up.
  private final @Nullable TypeCodec<Object>[] lastCodecs;

  @SuppressWarnings({"unchecked", "rawtypes"})
  TableStatement(
      Table table,
      PreparedStatement insert,
      List<DataType> types,
      boolean[] isKey,
      boolean[] isPartitionKey,
      Nulls nulls,
      ConsistencyLevel consistency,
      CodecRegistry codecs,
      ProtocolVersion protocol) {
    this.table = table;
    this.insert = insert;
    this.types = types;
    this.isKey = isKey;
    this.isPartitionKey = isPartitionKey;
    this.nulls = nulls;
    this.consistency = consistency;
    this.codecs = codecs;
    this.protocol = protocol;
    this.lastCodecs = new TypeCodec[types.size()];
  }

  EncodedRow encode(Row row, long writeTimeMicros, RowOrigin origin)
      throws RowNotEncodableException {
    BoundStatementBuilder builder = insert.boundStatementBuilder();
    int bytes = Long.BYTES;
    for (int i = 0; i < row.size(); i++) {
      Object value = row.value(i);
      if (value == null) {
        builder = bindNull(builder, i);
        continue;
      }
      ByteBuffer encoded = encode(i, value);
      if (isPartitionKey[i] && encoded.remaining() == 0) {
        throw new RowNotEncodableException(
            table.columns().get(i),
            "column " + table.columns().get(i) + " is the partition key and must not be empty");
      }
      bytes += encoded.remaining() + Integer.BYTES;
      builder = builder.setBytesUnsafe(i, encoded);
    }
    BoundStatement statement =
        builder
            .setLong(row.size(), writeTimeMicros)
            .setIdempotence(true)
            .setConsistencyLevel(consistency)
            .build();
    ByteBuffer partition = statement.getRoutingKey();
    if (partition == null) {
      throw new IllegalStateException("No routing key for table " + table.name());
    }
    return new EncodedRow(statement, partition, bytes, origin);
  }

  private BoundStatementBuilder bindNull(BoundStatementBuilder builder, int index)
      throws RowNotEncodableException {
    if (isKey[index]) {
      String column = table.columns().get(index);
      throw new RowNotEncodableException(
          column, "column " + column + " is part of the primary key and must not be null");
    }
    return nulls == Nulls.DELETE ? builder.setToNull(index) : builder;
  }

  private ByteBuffer encode(int index, Object value) throws RowNotEncodableException {
    DataType type = types.get(index);
    if (value instanceof EncodedValue encoded
        && encoded.cqlType().equals(type.asCql(false, true))) {
      return encoded.bytes();
    }
    try {
      TypeCodec<Object> codec = lastCodecs[index];
      if (codec == null || !codec.accepts(value)) {
        codec = codecs.codecFor(type, value);
        lastCodecs[index] = codec;
      }
      ByteBuffer encoded = codec.encode(value, protocol);
      if (encoded == null) {
        throw new IllegalStateException("codec " + codec + " made null of " + shown(value));
      }
      return encoded;
    } catch (CodecNotFoundException | IllegalArgumentException | ClassCastException e) {
      String column = table.columns().get(index);
      throw new RowNotEncodableException(
          column,
          "column "
              + column
              + " of table "
              + table.name()
              + " is "
              + type.asCql(false, true)
              + "; it cannot hold the "
              + value.getClass().getSimpleName()
              + " "
              + shown(value));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN_VALUE_CHARS
        ? "'" + text + "'"
        : "'" + text.substring(0, SHOWN_VALUE_CHARS) + "…' (" + text.length() + " characters)";
  }
}
