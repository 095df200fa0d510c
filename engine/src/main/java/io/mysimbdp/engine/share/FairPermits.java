package io.mysimbdp.engine.share;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Permits to have requests under way, for all tenants together: so many requests, with so many
 * bytes. Safe for several threads.
 *
 * <p><b>Order.</b> A permit that is free is given at once. When several tenants wait, it is the
 * turn of that which a {@link FairClock} names; within a tenant, of that which has waited longest.
 * A request costs its bytes and {@value #REQUEST_COST} more for being one: a small one keeps the
 * server busy for nearly as long as one of several KiB, and a tenant must not get more out of its
 * share by sending smaller ones.
 *
 * <p><b>Nothing is left unused</b> while somebody waits that could use it, but for one case: a
 * request waits for bytes, and others have been served before it to the amount of all bytes there
 * are, by weight. Then nobody is served until it fits, or it would wait for ever behind smaller
 * ones. A request larger than all bytes there are is sent when no other is under way.
 *
 * <p><b>Own caps.</b> A tenant with as many requests under way as its own cap allows does not wait
 * for the others, and holds nobody back. Its cap follows what Cassandra answers ({@link
 * PermitAccount#answered}).
 */
public final class FairPermits {

  /** What a request costs beside its bytes, in bytes. Chosen, not measured. */
  static final long REQUEST_COST = 16 << 10;

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock, like the fields of the accounts.
  private int maxRequests;
  private long maxBytes;
  private final FairClock<PermitAccount> clock = new FairClock<>();
  private int requests;
  private long bytes;
  private int waiting;

  /**
   * Makes permits of which none is taken.
   *
   * @param maxRequests the most requests under way at a time; at least 1
   * @param maxBytes the most bytes in them; at least 1
   * @param nanoTime a monotonic clock
   */
  public FairPermits(int maxRequests, long maxBytes, LongSupplier nanoTime) {
    check(maxRequests, maxBytes);
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  private static void check(int maxRequests, long maxBytes) {
    if (maxRequests < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "Expected at least one request and one byte: " + maxRequests + ", " + maxBytes);
    }
  }

  /**
   * Changes how much there is, at once. What is under way beyond it is waited for.
   *
   * @param requests the most requests under way at a time; at least 1
   * @param bytes the most bytes in them; at least 1
   */
  public void limit(int requests, long bytes) {
    check(requests, bytes);
    lock.lock();
    try {
      maxRequests = requests;
      maxBytes = bytes;
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** Makes an account that nobody measures; see {@link #account(String, int, TenantMeter)}. */
  public PermitAccount account(String tenant, int weight) {
    return account(tenant, weight, TenantMeter.NONE);
  }

  /**
   * Makes an account that takes its part of the permits, without a cap of its own; a tenant should
   * have one. It is not kept here: one that is used no more can be forgotten.
   *
   * @param tenant for messages
   * @param weight its part, against those of the others; at least 1
   * @param meter hears how long requests wait
   */
  public PermitAccount account(String tenant, int weight, TenantMeter meter) {
    return new PermitAccount(this, tenant, weight, meter);
  }

  /** Returns how many requests are under way. */
  public int inFlight() {
    return (int) locked(() -> requests);
  }

  /** Returns the bytes of the requests under way. */
  public long inFlightBytes() {
    return locked(() -> bytes);
  }

  /** Returns how many requests wait for a permit, those that wait for their own cap included. */
  public int waiting() {
    return (int) locked(() -> waiting);
  }

  /** Reads under the lock. */
  long locked(LongSupplier read) {
    lock.lock();
    try {
      return read.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the time, by a monotonic clock. */
  long nanos() {
    return nanoTime.getAsLong();
  }

  /** Returns the lock, which guards the accounts as well. */
  ReentrantLock lock() {
    return lock;
  }

  // What follows is for accounts, under the lock.

  FairClock<PermitAccount> clock() {
    return clock;
  }

  /** A request waits now. */
  void queued() {
    waiting++;
  }

  /** A request waits no more: it has its permit, or nobody asks for it. */
  void unqueued() {
    waiting--;
  }

  /** An account takes a permit. */
  void take(FairClock.Share<PermitAccount> share, long requestBytes) {
    clock.serve(share, (double) (REQUEST_COST + requestBytes));
    requests++;
    bytes += requestBytes;
  }

  /** An account gives a permit back; to be followed by {@link #dispatch}. */
  void giveBack(long requestBytes) {
    requests--;
    bytes -= requestBytes;
  }

  /** Gives permits to those whose turn it is, for as long as there are any. */
  void dispatch() {
    for (Optional<FairClock.Share<PermitAccount>> next = clock.next(this::fits, (double) maxBytes);
        next.isPresent();
        next = clock.next(this::fits, (double) maxBytes)) {
      next.get().owner().grantFirst();
    }
  }

  private boolean fits(PermitAccount account) {
    OptionalLong head = account.firstBytes();
    return head.isPresent()
        && requests < maxRequests
        && (requests == 0 || bytes + head.getAsLong() <= maxBytes);
  }
}
