package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import io.mysimbdp.tenant.Table;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Cassandra holds under the key of a row.
 *
 * @param row what was read; null: nothing is there
 */
record StoredRow(@Nullable Row row) {

  private static final int SHOWN_CHARS = 60;

  /** Returns the latest write time of its columns, in microseconds since 1970; 0: none is known. */
  long latestWriteMicros() {
    long latest = 0;
    if (row != null) {
      for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
        String name = row.getColumnDefinitions().get(i).getName().asInternal();
        if (name.startsWith(TableSelect.WRITE_TIME) && !row.isNull(i)) {
          latest = Math.max(latest, row.getLong(i));
        }
      }
    }
    return latest;
  }

  /**
   * Compares one column.
   *
   * @param expected what a row has written there; null: it has deleted it
   * @return one sentence what is different; null: nothing is
   */
  @Nullable String difference(Table table, int index, @Nullable ByteBuffer expected) {
    Row stored = Objects.requireNonNull(row);
    String alias = TableSelect.VALUE + index;
    ByteBuffer actual = stored.getBytesUnsafe(alias);
    if (Objects.equals(expected, actual)) {
      return null;
    }
    DataType type = stored.getType(alias);
    TypeCodec<Object> codec = stored.codecRegistry().codecFor(type);
    Object wanted = codec.decode(expected, stored.protocolVersion());
    Object found = codec.decode(actual, stored.protocolVersion());
    // The order of sets and maps is Cassandra's, and an empty collection is stored as none.
    if (Objects.equals(orNull(wanted), orNull(found))) {
      return null;
    }
    return "column "
        + table.columns().get(index)
        + " holds "
        + shown(found)
        + ", not "
        + shown(wanted);
  }

  private static @Nullable Object orNull(@Nullable Object value) {
    boolean isEmpty =
        (value instanceof Collection<?> collection && collection.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    return isEmpty ? null : value;
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = String.valueOf(value);
    return text.length() <= SHOWN_CHARS
        ? "'" + text + "'"
        : "'" + text.substring(0, SHOWN_CHARS) + "…'";
  }
}
