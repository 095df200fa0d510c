package io.mysimbdp.engine.write;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one round in the order of their numbers, until the server has all of them. Not safe
 * for several threads.
 */
final class WaitingRows {

  private final long first;
  // Null for those that have been refused.
  private final List<@Nullable Arrival> rows = new ArrayList<>();
  private long bytes;
  private int accepted;

  /**
   * Begins a round.
   *
   * @param first the number of its first row
   */
  WaitingRows(long first) {
    this.first = first;
  }

  /** Adds the next row. */
  void add(EncodedRow row) {
    rows.add(row.origin());
    bytes += row.bytes();
  }

  /** Takes back what was added last. */
  void removeLast(EncodedRow row) {
    rows.remove(rows.size() - 1);
    bytes -= row.bytes();
  }

  /** Returns the number behind the last row. */
  long next() {
    return first + rows.size();
  }

  int count() {
    return rows.size();
  }

  /** Returns the size of its values on the wire. */
  long bytes() {
    return bytes;
  }

  boolean has(long number) {
    return number >= first && number < next();
  }

  /**
   * Forgets a row.
   *
   * @throws IllegalStateException when it will not be refused, by what was said before
   */
  RowOrigin refuse(long number) {
    int index = Math.toIntExact(number - first);
    if (rows.get(index) instanceof RowOrigin origin && index >= accepted) {
      rows.set(index, null);
      return origin;
    }
    throw new IllegalStateException("Row " + number + " was refused or accepted before");
  }

  /** Keeps only as much of the rows below a number as it takes to tell of their arrival. */
  void accept(long below) {
    int end = (int) Math.min(below - first, rows.size());
    for (; accepted < end; accepted++) {
      if (rows.get(accepted) instanceof RowOrigin origin) {
        rows.set(accepted, origin.accepted());
      }
    }
  }

  /** Tells of the arrival of all that were not refused. */
  void arrived() {
    for (Arrival row : rows) {
      if (row != null) {
        row.acknowledged();
      }
    }
  }
}
