package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.Values;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.jspecify.annotations.Nullable;

/**
 * What Cassandra asks of keys where a statement comes in, which its writer of SSTables leaves to
 * its caller; and where a key belongs. Immutable.
 */
final class KeyRules {

  /** Lengths of keys take two bytes on the disk. */
  private static final int LONGEST_BYTES = 0xffff;

  private final List<Integer> partitionKey;
  private final List<Integer> clustering;

  KeyRules(TableSchema schema) {
    this.partitionKey = schema.partitionKey();
    this.clustering = schema.clustering();
  }

  /** Returns why a row has no key that Cassandra takes; null when it has. */
  @Nullable String refusal(Values row) {
    if (!row.hasAll(partitionKey) || !row.hasAll(clustering)) {
      return "a column of the primary key has no value";
    }
    if (partitionKey.size() == 1 && row.value(partitionKey.get(0)).remaining() == 0) {
      return "Key may not be empty";
    }
    int length = partitionKeyBytes(row);
    if (length > LONGEST_BYTES) {
      return tooLong(length);
    }
    for (int column : clustering) {
      if (row.value(column).remaining() > LONGEST_BYTES) {
        return tooLong(row.value(column).remaining());
      }
    }
    return null;
  }

  private int partitionKeyBytes(Values row) {
    if (partitionKey.size() == 1) {
      return row.value(partitionKey.get(0)).remaining();
    }
    int bytes = 0;
    for (int column : partitionKey) {
      bytes += Short.BYTES + row.value(column).remaining() + 1;
    }
    return bytes;
  }

  private static String tooLong(int bytes) {
    return "Key length of " + bytes + " is longer than maximum of " + LONGEST_BYTES;
  }

  /**
   * Returns which of several ranges of tokens, all of the same size, a token is in.
   *
   * @param ranges how many
   */
  static int range(long token, int ranges) {
    long upper = (token >> Integer.SIZE) - Integer.MIN_VALUE;
    return (int) ((upper * ranges) >>> Integer.SIZE);
  }

  /** Returns the token of a partition key. */
  static long token(ByteBuffer key) {
    return Murmur3Partitioner.instance.getToken(key).getLongValue();
  }

  /** Returns the partition key as Cassandra stores it. */
  ByteBuffer key(Values row) {
    if (partitionKey.size() == 1) {
      return row.value(partitionKey.get(0));
    }
    ByteBuffer key = ByteBuffer.allocate(partitionKeyBytes(row));
    for (int column : partitionKey) {
      ByteBuffer value = row.value(column);
      key.putShort((short) value.remaining()).put(value.duplicate()).put((byte) 0);
    }
    return key.flip();
  }
}
