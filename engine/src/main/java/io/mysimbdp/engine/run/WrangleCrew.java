package io.mysimbdp.engine.run;

import io.mysimbdp.engine.confine.RunThreads;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Wrangler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Several threads that wrangle the records of one file at a time, while the run's own thread reads.
 * To be made, used and closed on that thread.
 *
 * <p><b>Order.</b> A chunk of records gets the write times of its rows when that before has got its
 * own, so that the later of two rows with one key wins, whichever thread is faster.
 *
 * <p><b>Memory.</b> Twice as many chunks as there are threads, and one more.
 *
 * <p><b>Failures.</b> The first one ends the file: what waits is dropped, what was begun comes to
 * its end, and the failure is thrown by {@link #wrangleAll}.
 */
final class WrangleCrew implements AutoCloseable {

  private final Wrangler wrangler;
  private final RunControl control;
  private final Settlement settlement;
  private final BlockingQueue<Work> queue;
  private final List<Thread> threads = new ArrayList<>();

  // All guarded by this.
  private long handedOut;
  private long timed;
  private int open;
  private boolean isClosed;
  private @Nullable Throwable failure;

  /** Some records. */
  private record Work(long turn, List<TrackedRecord> records) {}

  /**
   * Makes a crew, in the thread group of the calling thread and with its class loader.
   *
   * @param size how many threads; at least 1
   */
  WrangleCrew(int size, Wrangler wrangler, RunControl control, Settlement settlement) {
    this.wrangler = wrangler;
    this.control = control;
    this.settlement = settlement;
    this.queue = new ArrayBlockingQueue<>(size);
    Map<String, String> context = MDC.getCopyOfContextMap();
    String name = Thread.currentThread().getName();
    for (int i = 1; i <= size; i++) {
      Thread thread = new Thread(() -> work(context), name + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Wrangles all records of a file, and waits until each is settled. */
  void wrangleAll(OpenedFile.TrackingReader reader) throws IOException, InterruptedException {
    Reading reading;
    do {
      reading = Reading.of(reader, control);
      if (!reading.records().isEmpty()) {
        queue.put(work(reading.records()));
      }
    } while (reading.hasMore() && !hasFailed());
    awaitSettled();
    reading.check();
  }

  private synchronized Work work(List<TrackedRecord> records) {
    open++;
    return new Work(handedOut++, records);
  }

  private synchronized boolean hasFailed() {
    return failure != null;
  }

  private void awaitSettled() throws InterruptedException {
    Throwable first;
    synchronized (this) {
      while (open > 0) {
        wait();
      }
      first = failure;
      failure = null;
    }
    if (first instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (first instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (first instanceof Error error) {
      throw error;
    }
  }

  private void work(@Nullable Map<String, String> context) {
    if (context != null) {
      MDC.setContextMap(context);
    }
    while (!isOver()) {
      Work work;
      try {
        work = queue.take();
      } catch (InterruptedException e) {
        fail(e);
        continue;
      }
      try {
        wrangle(work);
      } catch (Throwable e) { // Whatever the app throws is told by the run's own thread.
        fail(e);
      } finally {
        ended(work);
      }
    }
    RunThreads.noteCpuTime();
  }

  private void wrangle(Work work) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(work.records.size());
    int rows = 0;
    Throwable thrown = null;
    try {
      for (TrackedRecord record : work.records) {
        if (hasFailed()) {
          return;
        }
        control.checkNotCancelled();
        Outcome outcome = WrangleCall.of(wrangler, record);
        outcomes.add(outcome);
        rows += Settlement.rows(outcome);
      }
    } catch (RuntimeException | Error e) {
      // What was decided before is done, as if the records had come one by one.
      thrown = e;
    }
    long time = reserve(work, rows);
    for (int i = 0; i < outcomes.size(); i++) {
      control.checkNotCancelled();
      settlement.settle(work.records.get(i), outcomes.get(i), time);
      time += Settlement.rows(outcomes.get(i));
    }
    if (thrown != null) {
      fail(thrown);
    }
  }

  /** Takes the write times for the rows of a chunk, when it is its turn. */
  private synchronized long reserve(Work work, int rows) throws InterruptedException {
    while (timed < work.turn) {
      wait();
    }
    // One behind it that has failed may have had its turn before.
    timed = Math.max(timed, work.turn + 1);
    notifyAll();
    return settlement.reserve(rows);
  }

  private synchronized void ended(Work work) {
    // One that has failed before its turn must not keep the others waiting.
    timed = Math.max(timed, work.turn + 1);
    open--;
    notifyAll();
  }

  private synchronized void fail(Throwable e) {
    if (failure == null && !isClosed) {
      failure = e;
    }
  }

  private synchronized boolean isOver() {
    return isClosed;
  }

  /** Ends the threads, and waits for them unless the run is being ended by force. */
  @Override
  public void close() {
    boolean isAtRest;
    synchronized (this) {
      isClosed = true;
      isAtRest = open == 0;
    }
    threads.forEach(Thread::interrupt);
    if (isAtRest) {
      joinAll();
    }
  }

  private void joinAll() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
