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
    for (int i = 0; i < columns; i++) {
      int length = in.getInt();
      if (length < NO_VALUE) {
        throw new BrokenFrameException("Expected the length of a value, got " + length);
      }
      in.skip(Math.max(length, 0));
    }
    in.skip(Long.BYTES);
    return new EncodedRow(in.since(begin), columns);
  }

  /**
   * A row as it came: many are kept at a time, and taken apart they would be several times as
   * large.
   *
   * @param cells its values with their lengths, and its write time; not to be changed
   * @param columns how many values there are
   */
  @SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
  public record EncodedRow(byte[] cells, int columns) {

    /** Takes it apart; the values share its bytes. */
    public Values values() {
      @Nullable ByteBuffer[] values = new ByteBuffer[columns];
      ByteBuffer all = ByteBuffer.wrap(cells);
      for (int i = 0; i < columns; i++) {
        int length = all.getInt();
        if (length != NO_VALUE) {
          values[i] = all.slice(all.position(), length);
          all.position(all.position() + length);
        }
      }
      return new Values(values, all.slice());
    }

    @Override
    public String toString() {
      return values().toString();
    }
  }

  /**
   * What is in a row.
   *
   * @param columns the values as Cassandra stores them, null where there is none
   * @param writeTime eight bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Rows are never compared.
  public record Values(@Nullable ByteBuffer[] columns, ByteBuffer writeTime) {

    /** Tells whether all of these columns have a value. */
    public boolean hasAll(List<Integer> wanted) {
      return wanted.stream().noneMatch(column -> columns[column] == null);
    }

    /** Returns a value that is known to be there. */
    public ByteBuffer value(int column) {
      return Objects.requireNonNull(columns[column]);
    }

    @Override
    public String toString() {
      return Arrays.toString(columns);
    }
  }
}
