package io.mysimbdp.bench.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a column, and how its values stand in files. */
public enum ColumnType {
  /** Any text. */
  TEXT,
  /** A whole number of 32 bits. */
  INT,
  /** A whole number of 64 bits. */
  BIGINT,
  /** A number of 32 bits. */
  FLOAT,
  /** In files Y or N. */
  BOOLEAN,
  /** In files as in 2015-08-31. */
  DATE;

  /** Returns the name in CQL. */
  public String cql() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the value of a field as the driver takes it; null for an empty one. */
  public @Nullable Object parse(String field) {
    if (field.isEmpty()) {
      return null;
    }
    return switch (this) {
      case TEXT -> field;
      case INT -> Integer.valueOf(field);
      case BIGINT -> Long.valueOf(field);
      case FLOAT -> Float.valueOf(field);
      case BOOLEAN -> field.equals("Y");
      case DATE -> LocalDate.parse(field);
    };
  }

  /** Returns a value as Cassandra stores it. */
  public ByteBuffer encode(Object value) {
    return switch (this) {
      case TEXT -> ByteBuffer.wrap(((String) value).getBytes(StandardCharsets.UTF_8));
      case INT -> ByteBuffer.allocate(Integer.BYTES).putInt(0, (Integer) value);
      case BIGINT -> ByteBuffer.allocate(Long.BYTES).putLong(0, (Long) value);
      case FLOAT -> ByteBuffer.allocate(Float.BYTES).putFloat(0, (Float) value);
      case BOOLEAN -> ByteBuffer.wrap(new byte[] {(byte) ((Boolean) value ? 1 : 0)});
      // Days as an unsigned number, with 1970 in its middle.
      case DATE ->
          ByteBuffer.allocate(Integer.BYTES)
              .putInt(0, (int) ((LocalDate) value).toEpochDay() + Integer.MIN_VALUE);
    };
  }

  /** Returns a value as it stands in the text of a statement. */
  public String literal(Object value) {
    return switch (this) {
      case TEXT, DATE -> "'" + value.toString().replace("'", "''") + "'";
      default -> value.toString();
    };
  }
}
