package io.mysimbdp.engine.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A lease that is being renewed. Safe for several threads. */
public final class HeldLease {

  private final Lease lease;
  private final AtomicLong lastWriteMicros;
  private final Object storing = new Object();
  // Both guarded by this.
  private final Set<Runnable> watchers = new HashSet<>();
  private boolean lost;

  HeldLease(Lease lease) {
    this.lease = lease;
    this.lastWriteMicros = new AtomicLong(lease.lastWriteMicros());
  }

  /** Returns the lease. */
  public Lease lease() {
    return lease;
  }

  /** Tells whether another engine may have it by now. */
  public synchronized boolean isLost() {
    return lost;
  }

  /**
   * Calls back when the lease is lost, at once when it is, until closed. The call comes on a thread
   * that renews leases, and must not block.
   */
  public Watch watch(Runnable watcher) {
    boolean isLate;
    synchronized (this) {
      isLate = lost;
      watchers.add(watcher);
    }
    if (isLate) {
      watcher.run();
    }
    return () -> {
      synchronized (this) {
        watchers.remove(watcher);
      }
    };
  }

  void lose() {
    Set<Runnable> toTell;
    synchronized (this) {
      lost = true;
      toTell = Set.copyOf(watchers);
    }
    toTell.forEach(Runnable::run);
  }

  /** Ends when closed. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Returns the write time for the first row of a run: later than that of every row of the tenant
   * before, also where a clock has been set back.
   *
   * @param nowMicros the time, in microseconds since 1970
   * @param afterMicros the latest write time that is known of the files of the run
   */
  public long firstWriteMicros(long nowMicros, long afterMicros) {
    return lastWriteMicros.updateAndGet(
        last -> Math.max(nowMicros, Math.max(last, afterMicros) + 1));
  }

  /**
   * Has the latest write time stored that its runs have used, or may use. Runs of the same tenant
   * do so one after the other, so that none puts an earlier one over a later one.
   *
   * @param store gets it, in microseconds since 1970, and comes back when it is stored
   */
  public void storeWrites(LongConsumer store) {
    synchronized (storing) {
      store.accept(lastWriteMicros.get());
    }
  }

  /** Notes the latest write time that a run has used, or may use. */
  public void wrote(long micros) {
    lastWriteMicros.accumulateAndGet(micros, Math::max);
  }
}
