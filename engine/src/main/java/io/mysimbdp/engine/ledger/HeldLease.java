package io.mysimbdp.engine.ledger;

import java.util.concurrent.atomic.AtomicLong;

/** A lease that is being renewed. Safe for several threads. */
public final class HeldLease {

  private final Lease lease;
  private final AtomicLong lastWriteMicros;
  private volatile boolean lost;

  HeldLease(Lease lease) {
    this.lease = lease;
    this.lastWriteMicros = new AtomicLong(lease.lastWriteMicros());
  }

  /** Returns the lease. */
  public Lease lease() {
    return lease;
  }

  /** Tells whether another engine may have it by now. */
  public boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
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

  /** Notes the latest write time that a run has used. */
  public void wrote(long micros) {
    lastWriteMicros.accumulateAndGet(micros, Math::max);
  }
}
