package io.mysimbdp.engine.notify;

import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers messages on a thread of its own, one after the other, and tries again what does not
 * arrive. Whoever has a message never waits: of too many, the latest are dropped, and that is
 * logged. Safe for several threads.
 *
 * <p>A message may arrive twice, for an answer can be lost; its id tells.
 */
public final class Notifier implements AutoCloseable {

  private static final EventLog EVENTS = EventLog.of(Notifier.class);

  private static final String ENDS = "the engine ends";

  private final Webhook webhook;
  private final Duration retryFor;
  private final Duration patience;
  private final int mostWaiting;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Thread thread = new Thread(this::deliverAll, "notify");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by the lock.
  private final Deque<Notice> waiting = new ArrayDeque<>();
  private boolean closing;
  private long dropped;

  private Notifier(
      Webhook webhook,
      Duration retryFor,
      Duration patience,
      int mostWaiting,
      Backoff backoff,
      LongSupplier nanoTime) {
    this.webhook = webhook;
    this.retryFor = retryFor;
    this.patience = patience;
    this.mostWaiting = mostWaiting;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts; to be closed.
   *
   * @param retryFor how long a message is tried again
   * @param patience how long closing waits for messages that are left
   * @param mostWaiting how many messages wait at most
   * @param backoff the waits between attempts
   * @param nanoTime a monotonic clock
   */
  public static Notifier start(
      Webhook webhook,
      Duration retryFor,
      Duration patience,
      int mostWaiting,
      Backoff backoff,
      LongSupplier nanoTime) {
    Notifier notifier = new Notifier(webhook, retryFor, patience, mostWaiting, backoff, nanoTime);
    notifier.thread.setDaemon(true);
    notifier.thread.start();
    return notifier;
  }

  /** Has a message delivered soon; does not wait. */
  public void offer(Notice notice) {
    long number = 0;
    lock.lock();
    try {
      if (closing || waiting.size() >= mostWaiting) {
        number = ++dropped;
      } else {
        waiting.addLast(notice);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    // The first, then the second, fourth, eighth and so on: there is trouble enough already.
    if (Long.bitCount(number) == 1) {
      dropped(notice, "too many wait, " + number + " dropped so far");
    }
  }

  private void deliverAll() {
    try {
      for (Notice next = take(); next != null; next = take()) {
        deliver(next);
      }
    } catch (InterruptedException e) {
      // Closed, and out of patience.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the next message; null when there is none and there will be none. */
  private @Nullable Notice take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        changed.await();
      }
      return waiting.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Notice notice) throws InterruptedException {
    try {
      tryUntilDone(notice);
    } catch (InterruptedException e) {
      dropped(notice, ENDS);
      throw e;
    }
  }

  private void tryUntilDone(Notice notice) throws InterruptedException {
    long begin = nanoTime.getAsLong();
    for (int attempt = 1; ; attempt++) {
      boolean isLast = isClosing();
      Delivery delivery = attempt(notice);
      if (delivery.isDone()) {
        return;
      }
      Duration wait = backoff.after(attempt);
      long used = nanoTime.getAsLong() - begin;
      if (isLast || !delivery.isWorthAnother() || used + wait.toNanos() > retryFor.toNanos()) {
        dropped(notice, delivery.failure());
        return;
      }
      pause(wait);
    }
  }

  private Delivery attempt(Notice notice) throws InterruptedException {
    try {
      return webhook.send(notice);
    } catch (RuntimeException e) {
      // The thread must live on: the next message may be another one.
      EVENTS.defect(About.platform(), "A message cannot be sent", e);
      return new Delivery(-1, e.toString());
    }
  }

  /** Waits, but not while closing: then there is one more attempt at once. */
  private void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private void dropped(Notice notice, @Nullable String why) {
    String tenant = notice.tenant();
    EVENTS.warn(
        Event.NOTICE_DROPPED,
        About.platform().with("notice", notice.event()).with("about", tenant).with("reason", why),
        "A message about {}{} is not delivered to {}: {}",
        notice.event(),
        tenant == null ? "" : " of " + tenant,
        webhook.name(),
        why);
  }

  /** Takes no more messages, and waits a while for those that are left. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, patience.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      lock.lock();
      try {
        waiting.forEach(notice -> dropped(notice, ENDS));
        waiting.clear();
      } finally {
        lock.unlock();
      }
      thread.interrupt();
    }
  }
}
