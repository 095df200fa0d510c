package io.mysimbdp.bench.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Count and checksum of rows, whatever their order: the sum of a 64-bit hash of all values of each.
 */
public final class ContentSum {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final long NULL = 0x5851F42D4C957F2DL;

  private long count;
  private long sum;

  /** Returns that of a file. */
  public static ContentSum of(Path file, Shape shape) throws IOException {
    ContentSum sum = new ContentSum();
    sum.addAll(file, shape);
    return sum;
  }

  /** Adds all rows of a file. */
  public void addAll(Path file, Shape shape) throws IOException {
    try (RowFile rows = new RowFile(file, shape)) {
      for (var row = rows.next(); row != null; row = rows.next()) {
        add(row);
      }
    }
  }

  /** Adds a row. */
  public void add(@Nullable Object[] row) {
    long hash = row.length;
    for (Object value : row) {
      // Mixed after each, so that the same value in another column gives another hash.
      hash = mix(hash + FACTOR + hash(value));
    }
    count++;
    sum += hash;
  }

  private static long hash(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof String text) {
      long hash = text.length();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * FACTOR;
        hash ^= hash >>> 29;
      }
      return hash;
    }
    if (value instanceof Float number) {
      return mix(Float.floatToIntBits(number));
    }
    if (value instanceof Boolean truth) {
      return truth ? 3 : 5;
    }
    if (value instanceof LocalDate date) {
      return mix(date.toEpochDay());
    }
    return mix(((Number) value).longValue());
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Returns how many rows were added. */
  public long count() {
    return count;
  }

  /** Returns whether it is the sum of the same rows. */
  public boolean matches(ContentSum other) {
    return count == other.count && sum == other.sum;
  }

  @Override
  public String toString() {
    return count + " rows with the sum " + Long.toHexString(sum);
  }
}
