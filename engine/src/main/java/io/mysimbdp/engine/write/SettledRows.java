package io.mysimbdp.engine.write;

import io.mysimbdp.engine.bulk.BulkTarget;
import io.mysimbdp.engine.bulk.BulkWriter;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.share.TenantMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that wait until the server has taken in the files they are in; then all of a
 * round hear of it at once. While the files of one round are completed and taken in, the rows of
 * the next one are written. Safe for several threads.
 */
final class SettledRows implements BulkWriter.Verdicts, AutoCloseable {

  /** As in the grouping window: what a record takes beside the bytes of it and of its row. */
  private static final int OVERHEAD_BYTES = 300;

  /** What is kept of a row that is accepted: its place in the file, and two references to it. */
  private static final int ACCEPTED_BYTES = 100;

  /** So that a crash does not undo the work of minutes. */
  private static final long LONGEST_ROUND_BYTES = 256L << 20;

  /** How often in all that may be held it is asked for what is accepted. */
  private static final int MARKS = 4;

  /** One that is written, and one that is taken in. */
  private static final int ROUNDS = 2;

  private final long mostUnacceptedBytes;
  private final long longestRoundRows;
  private final TenantMeter meter;
  private final LongSupplier nanoTime;
  private @Nullable BulkTarget target;

  // Held while a row or a mark is on its way, so that they arrive in the order of their numbers.
  private final ReentrantLock order = new ReentrantLock();

  // All guarded by this.
  private WaitingRows current = new WaitingRows(0);
  private @Nullable WaitingRows settling;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long unacceptedBytes;
  private long unmarkedBytes;
  private boolean isClosed;
  // What has not been taken in once must not be acknowledged with what is taken in later.
  private @Nullable EngineException failure;

  /**
   * A place among the rows.
   *
   * @param below the number of the next row
   * @param bytes that are held for those since the mark before
   */
  private record Mark(long below, long bytes) {}

  /**
   * Holds nothing yet.
   *
   * @param mostHeldBytes of memory, half of it for records whose rows may yet be refused
   * @param meter hears how long rounds take
   * @param nanoTime a monotonic clock
   */
  SettledRows(long mostHeldBytes, TenantMeter meter, LongSupplier nanoTime) {
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.mostUnacceptedBytes = mostHeldBytes / 2;
    this.longestRoundRows = Math.max(1, mostHeldBytes / 2 / ROUNDS / ACCEPTED_BYTES);
  }

  /** Says where the rows go; before the first one. */
  void goTo(BulkTarget opened) {
    this.target = opened;
  }

  private BulkTarget target() {
    return Objects.requireNonNull(target, "not opened");
  }

  /** Adds a row; waits while the process, or the server, has more to do than it can. */
  void write(EncodedRow row) throws InterruptedException {
    order.lockInterruptibly();
    try {
      awaitAccepted();
      add(row);
      endWhatIsDue();
    } finally {
      order.unlock();
    }
  }

  /**
   * Adds rows before any other; waits as {@link #write} does.
   *
   * @param rows those that are added leave it, also when this fails
   */
  void writeAll(Deque<EncodedRow> rows) throws InterruptedException {
    order.lockInterruptibly();
    try {
      for (EncodedRow row = rows.peekFirst(); row != null; row = rows.peekFirst()) {
        awaitAccepted();
        add(row);
        rows.removeFirst();
        endWhatIsDue();
      }
    } finally {
      order.unlock();
    }
  }

  private void endWhatIsDue() throws InterruptedException {
    if (isMarkDue()) {
      behindMark(target()::mark);
    }
    if (isRoundFull()) {
      endRound();
    }
  }

  private void awaitAccepted() throws InterruptedException {
    for (Mark mark = awaited(); mark != null; mark = awaited()) {
      target().awaitAccepted(mark.below());
    }
  }

  /** Returns up to where rows must be accepted before there is room for another one. */
  private synchronized @Nullable Mark awaited() {
    throwIfFailed();
    return unacceptedBytes >= mostUnacceptedBytes ? marks.peekFirst() : null;
  }

  private void add(EncodedRow row) throws InterruptedException {
    // Before it is added, for it may be refused at any time from then on.
    synchronized (this) {
      current.add(row);
    }
    boolean added = false;
    try {
      target().add(row.cells());
      added = true;
    } finally {
      hold(row, added);
    }
  }

  private synchronized void hold(EncodedRow row, boolean added) {
    if (!added) {
      current.removeLast(row);
      return;
    }
    long held = 2L * row.bytes() + OVERHEAD_BYTES;
    unacceptedBytes += held;
    unmarkedBytes += held;
  }

  private synchronized boolean isMarkDue() {
    return unmarkedBytes >= mostUnacceptedBytes / MARKS;
  }

  /** What is sent to the process. */
  private interface Sending {
    void send() throws InterruptedException;
  }

  /** Sends what is answered when the rows so far are accepted, which may be at once. */
  private void behindMark(Sending what) throws InterruptedException {
    synchronized (this) {
      marks.addLast(new Mark(current.next(), unmarkedBytes));
      unmarkedBytes = 0;
    }
    boolean sent = false;
    try {
      what.send();
      sent = true;
    } finally {
      if (!sent) {
        unmark();
      }
    }
  }

  private synchronized void unmark() {
    // All rows before may have been accepted for another reason.
    Mark unsent = marks.pollLast();
    unmarkedBytes += unsent == null ? 0 : unsent.bytes();
  }

  private synchronized boolean isRoundFull() {
    return current.count() >= longestRoundRows || current.bytes() >= LONGEST_ROUND_BYTES;
  }

  /** Begins a new round when the one before has been taken in. */
  private void endRound() throws InterruptedException {
    synchronized (this) {
      awaitSettled();
      if (current.count() == 0) {
        return;
      }
      settling = current;
    }
    boolean ended = false;
    try {
      long beginNanos = nanoTime.getAsLong();
      behindMark(() -> target().settle(reason -> settled(reason, beginNanos)));
      ended = true;
    } finally {
      begin(ended);
    }
  }

  private synchronized void begin(boolean ended) {
    if (ended) {
      current = new WaitingRows(current.next());
    } else {
      settling = null;
    }
  }

  private synchronized void awaitSettled() throws InterruptedException {
    while (failure == null && settling != null) {
      wait();
    }
    throwIfFailed();
  }

  private void settled(@Nullable EngineException reason, long beginNanos) {
    if (reason == null) {
      meter.tookIn(nanoTime.getAsLong() - beginNanos);
    }
    WaitingRows arrived;
    synchronized (this) {
      if (reason != null && failure == null) {
        failure = reason;
      }
      arrived = failure == null && !isClosed ? settling : null;
    }
    boolean told = false;
    try {
      if (arrived != null) {
        arrived.arrived();
      }
      told = true;
    } finally {
      // Whatever happens here, somebody may be waiting for it.
      ended(told);
    }
  }

  private synchronized void ended(boolean told) {
    if (!told && failure == null) {
      failure = new EngineException(FailureCode.INTERNAL, "rows that arrived were not counted");
    }
    settling = null;
    notifyAll();
  }

  /** Waits until the server has all rows so far, and those that they come from have been told. */
  void settle() throws InterruptedException {
    order.lockInterruptibly();
    try {
      endRound();
    } finally {
      order.unlock();
    }
    awaitSettled();
  }

  private void throwIfFailed() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void refused(long number, String reason) {
    RowOrigin origin;
    synchronized (this) {
      WaitingRows round = settling != null && settling.has(number) ? settling : current;
      origin = round.refuse(number);
    }
    origin.refused(null, "Cassandra refuses the row: " + reason);
  }

  @Override
  public synchronized void accepted(long below) {
    if (settling != null) {
      settling.accept(below);
    }
    current.accept(below);
    while (!marks.isEmpty() && marks.getFirst().below() <= below) {
      unacceptedBytes -= marks.removeFirst().bytes();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
    }
    if (target != null) {
      target.close();
    }
  }
}
