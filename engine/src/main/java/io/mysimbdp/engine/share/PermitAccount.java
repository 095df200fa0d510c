package io.mysimbdp.engine.share;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permits of one tenant, part of those of {@link FairPermits}; all its runs share it. Safe for
 * several threads.
 */
public final class PermitAccount {

  private static final int INITIAL_CAP = 16;
  private static final Logger LOG = LoggerFactory.getLogger(PermitAccount.class);

  private final FairPermits permits;
  private final ReentrantLock lock;

  private final String tenant;
  private final TenantMeter meter;
  private final FairClock.Share<PermitAccount> share;
  // These are guarded by the lock of the permits.
  private final Deque<Ticket> queue = new ArrayDeque<>();
  private int weight;
  private int underWay;
  private long waitedNanos;
  private volatile @Nullable AdaptiveCap cap;

  PermitAccount(FairPermits permits, String tenant, int weight, TenantMeter meter) {
    this.permits = permits;
    this.lock = permits.lock();
    this.tenant = tenant;
    this.meter = meter;
    this.weight = weight;
    this.share = permits.clock().share(this, weight, 0);
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
    long since = permits.nanos();
    try {
      while (!ticket.isGranted) {
        LockSupport.park(permits);
        if (Thread.interrupted()) {
          if (withdraw(ticket)) {
            throw new InterruptedException();
          }
          // The permit came first: it is used, and whatever waits next sees the interrupt.
          Thread.currentThread().interrupt();
        }
      }
    } finally {
      waited(permits.nanos() - since);
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
   * the account as any other. Returns false, and takes none, when the account has as many requests
   * under way as its cap would be at best.
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
      permits.clock().await(share);
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
      permits.giveBack(requestBytes);
      settle();
      permits.dispatch();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hears of an answer, while the permit of its request is held.
   *
   * @param sentNanos when the request was sent, by the clock of these permits
   * @param isDropped whether the answer, or that there was none, says that the server has too much
   *     to do
   */
  public void answered(long sentNanos, boolean isDropped) {
    AdaptiveCap current = cap;
    if (current != null && current.sample(sentNanos, permits.nanos(), inFlight(), isDropped)) {
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
   * Sets the account's own cap, at once. The first one begins at {@value #INITIAL_CAP} requests, or
   * its most. One with other bounds begins where the one before was, but no lower than the first
   * would if that one had come to its most: then it was not Cassandra that kept it there. The same
   * bounds change nothing.
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
      cap = new AdaptiveCap(initial, max, targetLatency, permits.nanos());
      settle();
      permits.dispatch();
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
    return (int) permits.locked(() -> weight);
  }

  /** Returns how many requests may be under way now; {@link Integer#MAX_VALUE}: any number. */
  public int cap() {
    AdaptiveCap current = cap;
    return current == null ? Integer.MAX_VALUE : current.current();
  }

  /** Returns how many requests are under way. */
  public int inFlight() {
    return (int) permits.locked(() -> underWay);
  }

  /** Returns how many requests wait. */
  public int waiting() {
    return (int) permits.locked(queue::size);
  }

  /** Returns how long requests have waited, all together and those that wait now not counted. */
  public Duration waited() {
    return Duration.ofNanos(permits.locked(() -> waitedNanos));
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
      permits.queued();
      settle();
      permits.dispatch();
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
      permits.unqueued();
      settle();
      // It may have been the large one that held back the others.
      permits.dispatch();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the bytes of the request that waits first, under the lock; empty: none waits. */
  OptionalLong firstBytes() {
    Ticket head = queue.peekFirst();
    return head == null ? OptionalLong.empty() : OptionalLong.of(head.bytes);
  }

  /** Gives a permit to the request that waits first, under the lock. */
  void grantFirst() {
    Ticket ticket = queue.removeFirst();
    permits.unqueued();
    take(ticket.bytes);
    ticket.isGranted = true;
    if (ticket.thread != null) {
      LockSupport.unpark(ticket.thread);
    }
  }

  private void take(long requestBytes) {
    permits.take(share, requestBytes);
    underWay++;
    settle();
  }

  /** Waits for its turn if it could make use of it, and only then. */
  private void settle() {
    if (!queue.isEmpty() && underWay < cap()) {
      permits.clock().await(share);
    } else {
      permits.clock().leave(share);
    }
  }

  private void settleAndDispatch() {
    lock.lock();
    try {
      settle();
      permits.dispatch();
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
}
