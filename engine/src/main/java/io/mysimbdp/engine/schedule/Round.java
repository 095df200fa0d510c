package io.mysimbdp.engine.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step for each of some items: taken by the thread that wants it, and by its helpers. Used
 * once.
 */
final class Round<T, R> {

  private final List<T> items;
  private final Function<T, R> step;
  // All guarded by this.
  private final List<@Nullable R> results = new ArrayList<>();
  private final Set<Thread> helping = new HashSet<>();
  private @Nullable Throwable failure;
  private int next;

  Round(List<T> items, Function<T, R> step) {
    this.items = List.copyOf(items);
    this.step = step;
    items.forEach(item -> results.add(null));
  }

  /** Takes step after step, until there is none left that has not begun. */
  void work() {
    for (int i = begin(false); i >= 0; i = begin(false)) {
      take(i);
    }
  }

  /**
   * Takes one step as a helper.
   *
   * @return whether there was one left
   */
  boolean help() {
    int i = begin(true);
    if (i < 0) {
      return false;
    }
    try {
      take(i);
    } finally {
      end();
    }
    return true;
  }

  private synchronized int begin(boolean asHelper) {
    if (failure != null || next == items.size()) {
      return -1;
    }
    if (asHelper) {
      helping.add(Thread.currentThread());
    }
    return next++;
  }

  private void take(int i) {
    try {
      R result = step.apply(items.get(i));
      synchronized (this) {
        results.set(i, result);
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        failure = failure == null ? e : failure;
      }
    }
  }

  private synchronized void end() {
    helping.remove(Thread.currentThread());
    notifyAll();
  }

  /**
   * Waits until no helper is at work any more. An interrupt is passed on to them: what it ends is
   * their waiting for a Cassandra that is away, as it would be that of this thread.
   */
  synchronized void awaitHelpers() {
    boolean interrupted = false;
    while (!helping.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        helping.forEach(Thread::interrupt);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what has come of the steps that did not fail, in the order of the items. */
  synchronized List<R> results() {
    List<R> known = new ArrayList<>();
    for (R result : results) {
      if (result != null) {
        known.add(result);
      }
    }
    return known;
  }

  /** Throws what the first step has thrown that failed, if one has. */
  synchronized void check() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
