package io.mysimbdp.engine.schedule;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Threads that help others with what is to be done for each of many files. A request to the ledger
 * is little work and much waiting, until Cassandra has it on its disk; so those of many files wait
 * together. Safe for several threads.
 *
 * <p>Whoever has something to do does it as well: where all helpers are busy it takes longer, and
 * nobody waits for anybody. Helpers turn to another after each item, so that a thousand files of
 * one tenant do not have the few of another wait.
 */
public final class Crew implements AutoCloseable {

  /** As many requests as a Cassandra on a small machine gains something from. */
  private static final int USUAL_SIZE = 64;

  private final int size;
  private final ExecutorService helpers;

  private Crew(int size, ExecutorService helpers) {
    this.size = size;
    this.helpers = helpers;
  }

  /** Starts the helpers of an engine; to be closed. */
  public static Crew start() {
    return of(USUAL_SIZE);
  }

  /** Starts so many helpers; to be closed. */
  static Crew of(int size) {
    ThreadPoolExecutor helpers =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "ledger-helper");
              thread.setDaemon(true);
              return thread;
            });
    // A thread remembers for life the class loaders of whoever had it made.
    helpers.prestartAllCoreThreads();
    return new Crew(size, helpers);
  }

  /**
   * Takes a step for each of some items, several at a time, and returns when none of them is under
   * way any more. When one fails, those that have not begun are left out.
   *
   * @param done hears of what was done, in the order of the items and on this thread; also when
   *     others have failed
   * @throws RuntimeException what the first one has thrown that failed
   */
  <T, R> void each(List<T> items, Function<T, R> step, Consumer<R> done) {
    Round<T, R> round = new Round<>(items, step);
    for (int i = 0; i < Math.min(size, items.size() - 1); i++) {
      offer(round);
    }
    round.work();
    round.awaitHelpers();
    round.results().forEach(done);
    round.check();
  }

  /** Like the other one, where nothing comes of a step. */
  <T> void each(List<T> items, Consumer<T> step) {
    each(
        items,
        item -> {
          step.accept(item);
          return item;
        },
        item -> {});
  }

  private void offer(Round<?, ?> round) {
    try {
      helpers.execute(() -> help(round));
    } catch (RejectedExecutionException e) {
      // Closed: whoever has asked for help goes on alone.
      return;
    }
  }

  private void help(Round<?, ?> round) {
    if (round.help()) {
      offer(round);
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}
