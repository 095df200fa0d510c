package io.mysimbdp.bulk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows from the bodies of frames: for each column the length of its value and the value, in
 * the length's place -1 where there is none, and behind the last column the write time in
 * microseconds since 1970. For one thread.
 */
public final class RowReader {

  private static final int NO_VALUE = -1;

  private final int columns;

  /** Reads rows of so many columns. */
  public RowReader(int columns) {
    this.columns = columns;
  }

  /**
   * Reads a row. It has memory of its own: rows are kept for very different times, and each would
   * keep the whole frame.
   */
  public EncodedRow next(FrameBody in) throws BrokenFrameException {
    int begin = in.position();
    int[] ends = new int[columns];
    boolean[] absent = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int length = in.getInt();
      if (length < NO_VALUE) {
        throw new BrokenFrameException("Expected the length of a value, got " + length);
      }
      absent[i] = length == NO_VALUE;
      in.skip(Math.max(length, 0));
      ends[i] = in.position() - begin;
    }
    in.skip(Long.BYTES);
    byte[] bytes = in.since(begin);
    @Nullable ByteBuffer[] values = new ByteBuffer[columns];
    int from = 0;
    for (int i = 0; i < columns; i++) {
      from += Integer.BYTES;
      values[i] = absent[i] ? null : ByteBuffer.wrap(bytes, from, ends[i] - from).slice();
      from = ends[i];
    }
    return new EncodedRow(values, ByteBuffer.wrap(bytes, from, Long.BYTES).slice(), bytes.length);
  }

  /**
   * A row.
   *
   * @param values as Cassandra stores them, null where there is none
   * @param writeTime eight bytes
   * @param bytes that it took in its frame
   */
  @SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
  public record EncodedRow(@Nullable ByteBuffer[] values, ByteBuffer writeTime, int bytes) {

    /** Tells whether all of these columns have a value. */
    public boolean hasAll(List<Integer> columns) {
      return columns.stream().noneMatch(column -> values[column] == null);
    }

    /** Returns a value that is known to be there. */
    public ByteBuffer value(int column) {
      return Objects.requireNonNull(values[column]);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }
}
