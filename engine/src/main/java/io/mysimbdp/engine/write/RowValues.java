package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the values of a table's rows into bytes, or says why they are none. Thread-safe. */
final class RowValues {

  private static final int SHOWN_VALUE_CHARS = 60;

  private final Table table;
  private final List<DataType> types;
  private final boolean[] isKey;
  private final int wholePartitionKey;
  private final CodecRegistry codecs;
  private final ProtocolVersion protocol;
  // One slot a column: nearly always the same Java type comes again. Races only repeat a look-up.
  private final @Nullable TypeCodec<Object>[] lastCodecs;

  /**
   * Prepares for the rows of a table.
   *
   * @param types of the columns, in the order of the table
   * @param isKey which columns are part of the primary key
   * @param partitionKey which columns are the partition key, in its order
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  RowValues(
      Table table,
      List<DataType> types,
      boolean[] isKey,
      int[] partitionKey,
      CodecRegistry codecs,
      ProtocolVersion protocol) {
    this.table = table;
    this.types = types;
    this.isKey = isKey;
    this.wholePartitionKey = partitionKey.length == 1 ? partitionKey[0] : -1;
    this.codecs = codecs;
    this.protocol = protocol;
    this.lastCodecs = new TypeCodec[types.size()];
  }

  /** Returns the values of a row, in the order of its table; null for a value that is not there. */
  @Nullable ByteBuffer[] encode(Row row) throws RowNotEncodableException {
    int count = row.size();
    @Nullable ByteBuffer[] values = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      Object value = row.value(i);
      if (value == null) {
        requireNoKey(i);
        continue;
      }
      ByteBuffer encoded = encode(i, value);
      if (i == wholePartitionKey && encoded.remaining() == 0) {
        throw new RowNotEncodableException(
            table.columns().get(i),
            "column " + table.columns().get(i) + " is the partition key and must not be empty");
      }
      values[i] = encoded;
    }
    return values;
  }

  private void requireNoKey(int index) throws RowNotEncodableException {
    if (isKey[index]) {
      String column = table.columns().get(index);
      throw new RowNotEncodableException(
          column, "column " + column + " is part of the primary key and must not be null");
    }
  }

  private ByteBuffer encode(int index, Object value) throws RowNotEncodableException {
    DataType type = types.get(index);
    if (value instanceof EncodedValue encoded
        && encoded.cqlType().equals(type.asCql(false, true))) {
      return encoded.bytes();
    }
    if (value instanceof String text && type.equals(DataTypes.TEXT) && !hasSurrogates(text)) {
      // As the driver's codec does, but several times as fast.
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
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
              + kind(value)
              + " "
              + shown(value)
              + ": expected "
              + javaType(type));
    }
  }

  /** One without its other half is an error to the codec, and a question mark elsewhere. */
  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns how one calls the class of a value; those behind the JDK's interfaces nobody knows. */
  private static String kind(Object value) {
    if (value instanceof List) {
      return "List";
    }
    if (value instanceof Set) {
      return "Set";
    }
    return value instanceof Map ? "Map" : value.getClass().getSimpleName();
  }

  /** Returns the Java type of a column without packages, for example {@code List<String>}. */
  private String javaType(DataType type) {
    Type java = codecs.codecFor(type).getJavaType().getType();
    return java.getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", "");
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN_VALUE_CHARS
        ? "'" + text + "'"
        : "'" + text.substring(0, SHOWN_VALUE_CHARS) + "…' (" + text.length() + " characters)";
  }
}
