package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.EncodedRow;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.cassandra.utils.ByteBufferUtil;

/**
 * A row and its place in a table.
 *
 * @param token of its partition key
 * @param key its partition key, as Cassandra stores it
 */
record KeyedRow(long token, ByteBuffer key, EncodedRow row) {

  /** The order of partitions in an SSTable. */
  static final Comparator<KeyedRow> ORDER =
      Comparator.comparingLong(KeyedRow::token)
          .thenComparing((one, other) -> ByteBufferUtil.compareUnsigned(one.key, other.key));

  /** Of this object, its row, and its key where that does not share the bytes of the row. */
  private static final int OVERHEAD_BYTES = 200;

  /** Returns roughly what it takes on the heap. */
  int heapBytes() {
    return OVERHEAD_BYTES + row.cells().length;
  }

  boolean isInPartitionOf(KeyedRow other) {
    return token == other.token && key.equals(other.key);
  }
}
