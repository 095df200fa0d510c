package io.mysimbdp.engine.write;

import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast a run gets on by statements, by its latest stretch: what was before that says little
 * about what is to come. Not safe for several threads.
 */
final class StatementPace {

  private final long stretchNanos;
  private final LongSupplier bytesLeft;

  private final Map<Long, Long> leftNanos = new HashMap<>();
  // Nothing is said of the first one, in which all is cold.
  private boolean isWarm;
  private @Nullable Stretch before;
  private @Nullable Stretch current;

  /** What has been done since a moment. */
  private static final class Stretch {
    private final long beginNanos;
    private final long beginBytesLeft;
    private final Map<Table, Tally> tables = new HashMap<>();
    private long rows;
    private long threadNanos;

    private Stretch(long beginNanos, long beginBytesLeft) {
      this.beginNanos = beginNanos;
      this.beginBytesLeft = beginBytesLeft;
    }

    private Tally of(Table table) {
      return tables.getOrDefault(table, new Tally(0, 0));
    }
  }

  private record Tally(long rows, long nanos) {

    Tally plus(Tally other) {
      return new Tally(rows + other.rows, nanos + other.nanos);
    }
  }

  /**
   * How a run has got on lately.
   *
   * @param seconds for how long this was measured
   * @param rows those of the table in that time
   * @param allRows those of all tables
   * @param bytes of the files that were read in that time, as they lie there
   * @param bytesLeft of the files that are still to be read
   * @param share of the time of the threads that write, that passed in writing rows of the table,
   *     from 0 to 1
   */
  record Reading(
      double seconds, long rows, long allRows, long bytes, long bytesLeft, double share) {

    /** Returns the rows of all tables in a second. */
    double rowsPerSecond() {
      return allRows / seconds;
    }

    /** Returns the bytes read in a second. */
    double bytesPerSecond() {
      return bytes / seconds;
    }
  }

  /**
   * Measures nothing yet.
   *
   * @param length of a stretch; the latest one and the one before are looked at
   * @param bytesLeft of the files of the run that are still to be read, as they lie there
   */
  StatementPace(Duration length, LongSupplier bytesLeft) {
    this.stretchNanos = length.toNanos();
    this.bytesLeft = bytesLeft;
  }

  /**
   * A row has been handed over.
   *
   * @param thread which thread has done so
   * @param beginNanos when it began to, by a monotonic clock
   * @param endNanos when it was done
   */
  void wrote(Table table, long thread, long beginNanos, long endNanos) {
    Stretch now = at(beginNanos, endNanos);
    Long left = leftNanos.put(thread, endNanos);
    now.threadNanos += endNanos - (left == null ? beginNanos : left);
    now.rows++;
    now.tables.merge(table, new Tally(1, endNanos - beginNanos), Tally::plus);
  }

  private Stretch at(long beginNanos, long endNanos) {
    Stretch now = current;
    if (now == null) {
      now = new Stretch(beginNanos, bytesLeft.getAsLong());
    } else if (endNanos - now.beginNanos >= stretchNanos) {
      before = isWarm ? now : null;
      isWarm = true;
      now = new Stretch(endNanos, bytesLeft.getAsLong());
    }
    current = now;
    return now;
  }

  /** Returns how it stands with a table; of no time when nothing can be said yet. */
  Reading read(Table table, long nowNanos) {
    Stretch now = current;
    long left = bytesLeft.getAsLong();
    if (!isWarm || now == null) {
      return new Reading(0, 0, 0, 0, left, 0);
    }
    Stretch earlier = before;
    if (earlier == null) {
      // Then it counts for nothing.
      earlier = new Stretch(now.beginNanos, now.beginBytesLeft);
    }
    Tally tally = now.of(table).plus(earlier.of(table));
    long threadNanos = now.threadNanos + earlier.threadNanos;
    return new Reading(
        (nowNanos - earlier.beginNanos) / 1e9,
        tally.rows,
        now.rows + earlier.rows,
        earlier.beginBytesLeft - left,
        left,
        threadNanos <= 0 ? 0 : Math.min(1, (double) tally.nanos / threadNanos));
  }
}
