package io.mysimbdp.engine.write;

import io.mysimbdp.engine.bulk.BulkTarget;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that wait until the server has taken in the files they are in; then all hear of
 * it at once. Safe for several threads.
 */
final class SettledRows implements AutoCloseable {

  /** As in the grouping window: what a record takes beside the bytes of it and of its row. */
  private static final int OVERHEAD_BYTES = 300;

  private final long mostHeldBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable BulkTarget target;

  // Guarded by the lock.
  private long heldBytes;
  // What has not been taken in once must not be acknowledged with what is taken in later.
  private @Nullable EngineException failure;
  // Null for those that have been refused. Guarded by itself, also for who hears of refusals.
  private final List<@Nullable RowOrigin> waiting = new ArrayList<>();
  // The number of the first one. Guarded by that as well.
  private long first;

  SettledRows(long mostHeldBytes) {
    this.mostHeldBytes = mostHeldBytes;
  }

  /** Says where the rows go; before the first one. */
  void goTo(BulkTarget opened) {
    this.target = opened;
  }

  private BulkTarget target() {
    return Objects.requireNonNull(target, "not opened");
  }

  /** Adds a row; waits while the process has more to do than it can, or has it all taken in. */
  void write(EncodedRow row) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      throwIfFailed();
      // Before it is added, for it may be refused at any time from then on.
      synchronized (waiting) {
        waiting.add(row.origin());
      }
      boolean added = false;
      try {
        target().add(row.cells());
        added = true;
      } finally {
        if (!added) {
          synchronized (waiting) {
            waiting.remove(waiting.size() - 1);
          }
        }
      }
      heldBytes += 2L * row.bytes() + OVERHEAD_BYTES;
      if (heldBytes >= mostHeldBytes) {
        settleLocked();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the server has all rows so far, and tells those that they come from. */
  void settle() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      settleLocked();
    } finally {
      lock.unlock();
    }
  }

  private void settleLocked() throws InterruptedException {
    throwIfFailed();
    if (heldBytes == 0) {
      return;
    }
    try {
      target().settle();
    } catch (InterruptedException e) {
      failure =
          new EngineException(FailureCode.CANCELLED, "cancelled while files were taken in", e);
      throw e;
    } catch (EngineException e) {
      failure = e;
      throw e;
    }
    List<RowOrigin> arrived = new ArrayList<>();
    synchronized (waiting) {
      for (RowOrigin origin : waiting) {
        if (origin != null) {
          arrived.add(origin);
        }
      }
      first += waiting.size();
      waiting.clear();
    }
    heldBytes = 0;
    arrived.forEach(RowOrigin::acknowledged);
  }

  private void throwIfFailed() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Hears that a row cannot be written. */
  void refused(long number, String reason) {
    RowOrigin origin;
    synchronized (waiting) {
      int index = Math.toIntExact(number - first);
      origin = Objects.requireNonNull(waiting.get(index), "refused before");
      waiting.set(index, null);
    }
    origin.refused(null, "Cassandra refuses the row: " + reason);
  }

  @Override
  public void close() {
    if (target != null) {
      target.close();
    }
  }
}
