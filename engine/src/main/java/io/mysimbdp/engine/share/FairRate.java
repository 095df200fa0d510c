package io.mysimbdp.engine.share;

import io.mysimbdp.engine.config.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * So much of something a second, shared by weight among those that wait for it. Safe for several
 * threads.
 *
 * <p>A token bucket (J. Turner, "New directions in communications", IEEE Communications Magazine
 * 24, 1986) whose tokens go to the one whose turn it is by a {@link FairClock}; what one does not
 * ask for goes to the others. The bucket holds at most the tokens of a tenth of a second, and
 * begins empty, so that nobody catches up at once with what was not used. What is asked for at once
 * and is more than it holds is waited for: the mean is kept whatever the size of the pieces.
 *
 * <p>Small amounts are handed out in lots of a two-hundredth of a second, of which a taker uses up
 * the rest later. With a turn for each single row, a fast rate would be shared by how fast threads
 * wake up, not by weight.
 *
 * <p>Nobody sleeps on for a rate that has changed: one of those that wait looks at the time when
 * the next tokens are due, and is woken when that changes.
 */
public final class FairRate {

  private static final int BURSTS_PER_SECOND = 10;
  private static final int LOTS_PER_SECOND = 200;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How a thread waits. A seam, so that tests need not. */
  @FunctionalInterface
  public interface Waiting {

    /** Really waits. */
    @SuppressWarnings("WaitNotInLoop") // the loop is around this call
    Waiting REAL =
        (signal, nanos) -> {
          long unused = signal.awaitNanos(nanos);
        };

    /**
     * Waits for a signal or a time, whichever comes first, or for less.
     *
     * @param signal to be waited for; its lock is held
     * @param nanos the time, in nanoseconds
     * @throws InterruptedException when interrupted
     */
    void await(Condition signal, long nanos) throws InterruptedException;
  }

  private final LongSupplier nanoTime;
  private final Waiting waiting;
  private final ReentrantLock lock = new ReentrantLock();
  // Written under the lock; read without it for the one quick answer, that there is no limit.
  private volatile long perSecond;

  // All guarded by the lock, like the fields of the takers.
  private final FairClock<Taker> clock = new FairClock<>();
  private double tokens;
  private long filledNanos;
  private int rateChanges;
  private @Nullable Ticket leader;

  /**
   * Makes a rate that begins now.
   *
   * @param perSecond the amount a second, at least 1; {@link Limits#UNLIMITED}: any
   * @param nanoTime a monotonic clock
   * @param waiting how threads wait
   */
  public FairRate(long perSecond, LongSupplier nanoTime, Waiting waiting) {
    check(perSecond);
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.waiting = waiting;
    this.filledNanos = nanoTime.getAsLong();
  }

  private static void check(long perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("A rate must be at least 1 a second: " + perSecond);
    }
  }

  /**
   * Makes a taker. It is not kept here: one that is used no more can be forgotten.
   *
   * @param weight its part, against those of the others; at least 1
   */
  public Taker taker(int weight) {
    return new Taker(weight);
  }

  /**
   * Changes the rate, at once and for those that wait just now as well.
   *
   * @param newPerSecond the amount a second, at least 1; {@link Limits#UNLIMITED}: any
   */
  public void rate(long newPerSecond) {
    check(newPerSecond);
    lock.lock();
    try {
      if (newPerSecond == perSecond) {
        return;
      }
      fill();
      if (perSecond == Limits.UNLIMITED) {
        tokens = 0;
      }
      perSecond = newPerSecond;
      tokens = Math.min(tokens, (double) burst());
      rateChanges++;
      dispatch();
      // The time it waits for is that of the former rate.
      leader = null;
      appoint();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the amount a second; {@link Limits#UNLIMITED}: any. */
  public long perSecond() {
    return perSecond;
  }

  /** Returns the most that is saved up; {@link Long#MAX_VALUE}: there is no limit. */
  long burst() {
    long rate = perSecond;
    return rate == Limits.UNLIMITED ? Long.MAX_VALUE : Math.max(1, rate / BURSTS_PER_SECOND);
  }

  private void fill() {
    long now = nanoTime.getAsLong();
    long elapsed = now - filledNanos;
    filledNanos = now;
    if (perSecond == Limits.UNLIMITED) {
      return;
    }
    Ticket next = next();
    double most = (double) burst();
    if (next != null) {
      most = Math.max(most, wanted(next));
    }
    double filled = Math.min(most, tokens + elapsed * (perSecond / NANOS_PER_SECOND));
    // There may be more than that: someone has asked for much, and then given up.
    tokens = Math.max(tokens, filled);
  }

  private double wanted(Ticket ticket) {
    return (double) Math.max(ticket.amount, perSecond / LOTS_PER_SECOND);
  }

  private @Nullable Ticket next() {
    return clock.next(any -> true, 0).map(share -> share.owner().queue.peekFirst()).orElse(null);
  }

  /** Serves those whose turn it is, for as long as there are tokens. */
  private void dispatch() {
    fill();
    for (Ticket next = next(); next != null; next = next()) {
      double wanted = wanted(next);
      if (perSecond != Limits.UNLIMITED) {
        if (tokens < wanted) {
          return;
        }
        tokens -= wanted;
        clock.serve(next.taker.share, wanted);
        next.taker.left(next.taker.left() + wanted - next.amount);
      }
      next.taker.grantFirst();
      next.taker.grantFromLot();
    }
  }

  /** Serves what is due; returns how long it takes until more is, in nanoseconds. */
  long serve() {
    lock.lock();
    try {
      dispatch();
      return untilNext();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how long it takes until the next one can be served, in nanoseconds, more than 0. */
  private long untilNext() {
    Ticket next = next();
    if (next == null) {
      return Long.MAX_VALUE;
    }
    double missing = wanted(next) - tokens;
    return Math.max(1, (long) Math.ceil(missing * (NANOS_PER_SECOND / perSecond)));
  }

  /** Has somebody look at the time, if nobody does and somebody waits. */
  private void appoint() {
    Ticket next = next();
    if (leader == null && next != null) {
      next.signal.signal();
    }
  }

  /** An amount that was given, or is waited for. */
  static final class Ticket {

    private final Taker taker;
    private final long amount;
    private final Condition signal;
    private boolean isGranted;

    private Ticket(Taker taker, long amount, Condition signal) {
      this.taker = taker;
      this.amount = amount;
      this.signal = signal;
    }

    boolean isGranted() {
      return isGranted;
    }
  }

  /** One of those that share. Safe for several threads, which are served as they come. */
  public final class Taker {

    private final FairClock.Share<Taker> share;
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private double left;
    private int leftSince;

    private Taker(int weight) {
      this.share = clock.share(this, weight, 0);
    }

    /** Changes the weight, at once; at least 1. */
    public void weight(int newWeight) {
      lock.lock();
      try {
        share.set(newWeight, 0);
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits until the rate allows for so much more.
     *
     * @param amount more than 0
     * @return how long it has waited, in nanoseconds
     * @throws InterruptedException when interrupted while waiting; nothing is taken then
     */
    public long take(long amount) throws InterruptedException {
      if (perSecond == Limits.UNLIMITED) {
        return 0;
      }
      lock.lock();
      try {
        Ticket ticket = request(amount);
        if (ticket.isGranted) {
          return 0;
        }
        long since = nanoTime.getAsLong();
        await(ticket);
        return nanoTime.getAsLong() - since;
      } finally {
        lock.unlock();
      }
    }

    /** Asks for an amount without waiting for it. */
    Ticket request(long amount) {
      lock.lock();
      try {
        Ticket ticket = new Ticket(this, amount, lock.newCondition());
        // What has come until now has come for those that were here before.
        fill();
        queue.addLast(ticket);
        grantFromLot();
        if (!queue.isEmpty()) {
          clock.await(share);
        }
        dispatch();
        return ticket;
      } finally {
        lock.unlock();
      }
    }

    private void await(Ticket ticket) throws InterruptedException {
      try {
        while (!ticket.isGranted) {
          if (leader == null || next() == ticket) {
            leader = ticket;
          }
          waiting.await(ticket.signal, leader == ticket ? untilNext() : Long.MAX_VALUE);
          dispatch();
        }
      } catch (InterruptedException e) {
        if (!ticket.isGranted) {
          queue.remove(ticket);
          leaveIfDone();
          // Who leads may look at the time of this one.
          leader = null;
          dispatch();
          throw e;
        }
        // It was served first, and whatever waits next sees the interrupt.
        Thread.currentThread().interrupt();
      } finally {
        if (leader == ticket) {
          leader = null;
        }
        appoint();
      }
    }

    private double left() {
      // What was taken at a former rate would be far too much for a slower one.
      return leftSince == rateChanges ? left : 0;
    }

    private void left(double amount) {
      left = amount;
      leftSince = rateChanges;
    }

    private void grantFirst() {
      Ticket first = queue.removeFirst();
      first.isGranted = true;
      first.signal.signal();
      leaveIfDone();
    }

    private void grantFromLot() {
      for (Ticket first = queue.peekFirst();
          first != null && first.amount <= left();
          first = queue.peekFirst()) {
        left(left() - first.amount);
        grantFirst();
      }
    }

    private void leaveIfDone() {
      if (queue.isEmpty()) {
        clock.leave(share);
      }
    }
  }
}
