package io.mysimbdp.engine.run;

import io.mysimbdp.engine.write.Arrival;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the records of one file until everything about them is durable, and knows up to where
 * that is so without a gap. Safe for several threads.
 *
 * <p>Records are added in the order of the file and settle in any order: rows overtake each other,
 * and some are held back to be grouped. The position advances over the settled ones at the head.
 *
 * <p><b>Memory</b>: an entry for each record behind the first one that is not settled; bounded by
 * the rows that the writer holds back and has under way.
 */
final class PositionTracker {

  private final Arrival arrivals;

  // All guarded by this.
  private final Deque<Entry> open = new ArrayDeque<>();
  private ResumePoint position;

  /**
   * Follows a file.
   *
   * @param arrivals counts the rows that have arrived
   */
  PositionTracker(ResumePoint begin, Arrival arrivals) {
    this.position = begin;
    this.arrivals = arrivals;
  }

  /**
   * Adds the next record of the file.
   *
   * @param nextOffset where the record behind it begins
   * @param nextLine the line that the record behind it begins in
   */
  Entry add(long nextOffset, long nextLine) {
    Entry entry = new Entry(nextOffset, nextLine);
    synchronized (this) {
      open.addLast(entry);
    }
    return entry;
  }

  /** Returns the place up to which all records are settled. */
  synchronized ResumePoint position() {
    return position;
  }

  private synchronized void settled() {
    Counts counts = position.counts();
    Entry last = null;
    while (!open.isEmpty() && open.getFirst().isSettled()) {
      last = open.removeFirst();
      counts = counts.plus(last.counts());
    }
    if (last != null) {
      position = new ResumePoint(last.nextOffset, last.nextLine, counts);
    }
  }

  /**
   * One record. Begins unsettled; each {@link #hold} and the first state ask for a {@link
   * #release}.
   */
  final class Entry implements Arrival {
    private final long nextOffset;
    private final long nextLine;
    // All guarded by this entry.
    private int holds = 1;
    private long rows;
    private boolean rejected;
    private boolean skipped;

    private Entry(long nextOffset, long nextLine) {
      this.nextOffset = nextOffset;
      this.nextLine = nextLine;
    }

    /** Something of the record is under way. */
    synchronized void hold() {
      holds++;
    }

    /** What was under way has come to its end. */
    void release() {
      boolean isLast;
      synchronized (this) {
        isLast = --holds == 0;
      }
      if (isLast) {
        settled();
      }
    }

    /** A row that was held for has arrived. */
    @Override
    public void acknowledged() {
      arrivals.acknowledged();
      synchronized (this) {
        rows++;
      }
      release();
    }

    synchronized void rejected() {
      rejected = true;
    }

    synchronized void skipped() {
      skipped = true;
    }

    private synchronized boolean isSettled() {
      return holds == 0;
    }

    private synchronized Counts counts() {
      return new Counts(1, rows, rejected ? 1 : 0, skipped ? 1 : 0, 0);
    }
  }
}
