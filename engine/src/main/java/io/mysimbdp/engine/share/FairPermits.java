package io.mysimbdp.engine.share;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * Account#answered}).
 */
public final class FairPermits {

  /** What a request costs beside its bytes, in bytes. Chosen, not measured. */
  static final long REQUEST_COST = 16 << 10;

  private static final int INITIAL_CAP = 16;
  private static final Logger LOG = LoggerFactory.getLogger(FairPermits.class);

  private final int maxRequests;
  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock, like the fields of the accounts.
  private final FairClock<Account> clock = new FairClock<>();
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
    if (maxRequests < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "Expected at least one request and one byte: " + maxRequests + ", " + maxBytes);
    }
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  /** Makes an account that nobody measures; see {@link #account(String, int, TenantMeter)}. */
  public Account account(String tenant, int weight) {
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
  public Account account(String tenant, int weight, TenantMeter meter) {
    return new Account(tenant, weight, meter);
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

  private long locked(LongSupplier read) {
    lock.lock();
    try {
      return read.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  private static double cost(long requestBytes) {
    return (double) (REQUEST_COST + requestBytes);
  }

  private boolean fits(Account account) {
    Ticket head = account.queue.peekFirst();
    return head != null
        && requests < maxRequests
        && (requests == 0 || bytes + head.bytes <= maxBytes);
  }

  /** Gives permits to those whose turn it is, for as long as there are any. */
  private void dispatch() {
    for (Optional<FairClock.Share<Account>> next = clock.next(this::fits, (double) maxBytes);
        next.isPresent();
        next = clock.next(this::fits, (double) maxBytes)) {
      Account account = next.get().owner();
      Ticket ticket = account.queue.removeFirst();
      waiting--;
      account.take(ticket.bytes);
      ticket.isGranted = true;
      if (ticket.thread != null) {
        LockSupport.unpark(ticket.thread);
      }
    }
  }

  /** A request that has a permit, or waits for one. */
  static final class Ticket {

    private final long bytes;
    private final @Nullable Thread thread;
    private volatile boolean isGranted;

    Ticket(long bytes, @Nullable Thread thread) {
      this.bytes = bytes;
      this.thread = thread;
    }

    boolean isGranted() {
      return isGranted;
    }
  }

  /** The permits of one tenant; all its runs share it. Safe for several threads. */
  public final class Account {

    private final String tenant;
    private final TenantMeter meter;
    private final FairClock.Share<Account> share;
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private int weight;
    private int underWay;
    private long waitedNanos;
    private volatile @Nullable AdaptiveCap cap;

    private Account(String tenant, int weight, TenantMeter meter) {
      this.tenant = tenant;
      this.meter = meter;
      this.weight = weight;
      this.share = clock.share(this, weight, 0);
    }

    /**
     * Takes a permit for a request; waits until it is there. To be given back by {@link #release}.
     *
     * @param requestBytes what the request carries, in bytes; from 0
     * @throws InterruptedException when interrupted while waiting; nothing is taken then
     */
    public void acquire(long requestBytes) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Ticket ticket = request(requestBytes, Thread.currentThread());
      if (ticket.isGranted) {
        return;
      }
      long since = nanoTime.getAsLong();
      try {
        while (!ticket.isGranted) {
          LockSupport.park(FairPermits.this);
          if (Thread.interrupted()) {
            if (withdraw(ticket)) {
              throw new InterruptedException();
            }
            // The permit came first: it is used, and whatever waits next sees the interrupt.
            Thread.currentThread().interrupt();
          }
        }
      } finally {
        waited(nanoTime.getAsLong() - since);
      }
    }

    /**
     * Takes a permit if it is there at once, and nobody else has a better claim to it.
     *
     * @param requestBytes what the request carries, in bytes; from 0
     */
    public boolean tryAcquire(long requestBytes) {
      lock.lock();
      try {
        Ticket ticket = request(requestBytes, null);
        return ticket.isGranted || !withdraw(ticket);
      } finally {
        lock.unlock();
      }
    }

    /**
     * Takes a permit although none may be there, for a thread that must not wait. It is charged to
     * the account as any other. Returns false, and takes none, when the account has as many
     * requests under way as its cap would be at best.
     *
     * @param requestBytes what the request carries, in bytes; from 0
     */
    public boolean overdraw(long requestBytes) {
      lock.lock();
      try {
        AdaptiveCap current = cap;
        if (current != null && underWay >= current.max()) {
          return false;
        }
        clock.await(share);
        take(requestBytes);
        return true;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Gives a permit back.
     *
     * @param requestBytes the number it was taken for
     * @throws IllegalStateException when the account has none
     */
    public void release(long requestBytes) {
      lock.lock();
      try {
        if (underWay == 0) {
          throw new IllegalStateException("Tenant " + tenant + " has no permit to give back");
        }
        underWay--;
        requests--;
        bytes -= requestBytes;
        settle();
        dispatch();
      } finally {
        lock.unlock();
      }
    }

    /**
     * Hears of an answer, while the permit of its request is held.
     *
     * @param sentNanos when the request was sent, by the clock of these permits
     * @param isDropped whether the answer, or that there was none, says that the server has too
     *     much to do
     */
    public void answered(long sentNanos, boolean isDropped) {
      AdaptiveCap current = cap;
      if (current != null
          && current.sample(sentNanos, nanoTime.getAsLong(), inFlight(), isDropped)) {
        LOG.debug("Tenant {}: up to {} requests under way", tenant, current.current());
        settleAndDispatch();
      }
    }

    /** Changes the weight, at once; at least 1. */
    public void weight(int newWeight) {
      lock.lock();
      try {
        weight = newWeight;
        share.set(newWeight, 0);
      } finally {
        lock.unlock();
      }
    }

    /**
     * Sets the account's own cap, at once. The first one begins at {@value #INITIAL_CAP} requests,
     * or its most. One with other bounds begins where the one before was, but no lower than the
     * first would if that one had come to its most: then it was not Cassandra that kept it there.
     * The same bounds change nothing.
     *
     * @param max the most requests under way at a time; at least 1
     * @param targetLatency the mean latency beyond which fewer are
     */
    public void cap(int max, Duration targetLatency) {
      lock.lock();
      try {
        AdaptiveCap before = cap;
        if (before != null && before.has(max, targetLatency)) {
          return;
        }
        int initial = before == null ? INITIAL_CAP : before.current();
        if (before != null && initial == before.max()) {
          initial = Math.max(initial, INITIAL_CAP);
        }
        cap = new AdaptiveCap(initial, max, targetLatency, nanoTime.getAsLong());
        settle();
        dispatch();
      } finally {
        lock.unlock();
      }
    }

    /** Returns the tenant. */
    public String tenant() {
      return tenant;
    }

    /** Returns who measures the tenant's requests. */
    public TenantMeter meter() {
      return meter;
    }

    /** Returns the weight. */
    public int weight() {
      return (int) locked(() -> weight);
    }

    /** Returns how many requests may be under way now; {@link Integer#MAX_VALUE}: any number. */
    public int cap() {
      AdaptiveCap current = cap;
      return current == null ? Integer.MAX_VALUE : current.current();
    }

    /** Returns how many requests are under way. */
    public int inFlight() {
      return (int) locked(() -> underWay);
    }

    /** Returns how many requests wait. */
    public int waiting() {
      return (int) locked(queue::size);
    }

    /** Returns how long requests have waited, all together and those that wait now not counted. */
    public Duration waited() {
      return Duration.ofNanos(locked(() -> waitedNanos));
    }

    @Override
    public String toString() {
      return tenant;
    }

    /** Asks for a permit without waiting for it. */
    Ticket request(long requestBytes, @Nullable Thread thread) {
      lock.lock();
      try {
        Ticket ticket = new Ticket(requestBytes, thread);
        queue.addLast(ticket);
        waiting++;
        settle();
        dispatch();
        return ticket;
      } finally {
        lock.unlock();
      }
    }

    /** Asks no more; returns false when the permit has come before. */
    boolean withdraw(Ticket ticket) {
      lock.lock();
      try {
        if (ticket.isGranted) {
          return false;
        }
        queue.remove(ticket);
        waiting--;
        settle();
        // It may have been the large one that held back the others.
        dispatch();
        return true;
      } finally {
        lock.unlock();
      }
    }

    private void take(long requestBytes) {
      clock.serve(share, cost(requestBytes));
      underWay++;
      requests++;
      bytes += requestBytes;
      settle();
    }

    /** Waits for its turn if it could make use of it, and only then. */
    private void settle() {
      if (!queue.isEmpty() && underWay < cap()) {
        clock.await(share);
      } else {
        clock.leave(share);
      }
    }

    private void settleAndDispatch() {
      lock.lock();
      try {
        settle();
        dispatch();
      } finally {
        lock.unlock();
      }
    }

    private void waited(long nanos) {
      meter.waitedForPermit(nanos);
      lock.lock();
      try {
        waitedNanos += nanos;
      } finally {
        lock.unlock();
      }
    }
  }
}
