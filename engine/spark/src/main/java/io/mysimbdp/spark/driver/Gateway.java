package io.mysimbdp.spark.driver;

import io.mysimbdp.spark.Order;
import io.mysimbdp.spark.Report;
import io.mysimbdp.spark.executor.Bundle;
import io.mysimbdp.spark.executor.BundleTask;
import io.mysimbdp.spark.executor.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Has runs executed by Spark, and knows of each what has become of it. Spark decides where a run is
 * executed, and by the engine's order when. Safe for several threads.
 *
 * <p>A run is given to Spark only when a slot for it is free or soon will be: what waits here can
 * be withdrawn, and small runs that wait go together into one task.
 */
final class Gateway implements AutoCloseable {

  private static final long SMALL_BYTES = 1 << 20;
  private static final long MOST_BUNDLE_BYTES = 4 << 20;
  private static final int MOST_BUNDLED = 64;
  private static final String REASON = " Reason: ";

  /** A run that has not begun can be given to Spark again without harm. */
  private static final int MOST_ATTEMPTS = 3;

  private final JavaSparkContext spark;
  private final Consumer<Report> reports;
  private final ExecutorService jobs;

  // All guarded by this.
  private final Map<String, Work> works = new HashMap<>();
  private final Deque<Work> waiting = new ArrayDeque<>();
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final Map<String, String> departed = new HashMap<>();
  private int underWay;

  /**
   * Makes a gateway.
   *
   * @param reports hears what becomes of runs; must not wait for this
   */
  Gateway(JavaSparkContext spark, Consumer<Report> reports) {
    this.spark = spark;
    this.reports = reports;
    this.jobs =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "ingest-job");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes a run. */
  synchronized void execute(Order.Execute order) {
    Work work = new Work(order);
    works.put(work.runId(), work);
    waiting.addLast(work);
    dispatch();
  }

  /** Withdraws a run that has not begun. */
  synchronized void cancel(String runId) {
    Work work = works.get(runId);
    if (work != null && work.executorId() == null && work.end()) {
      waiting.remove(work);
      forget(work);
      reports.accept(new Report.Withdrawn(runId));
    }
  }

  /** Tells whether a run may begin where it is asked for; it does then. */
  synchronized boolean mayBegin(String runId, String executorId) {
    Work work = works.get(runId);
    if (work == null || !work.begin(executorId)) {
      return false;
    }
    reports.accept(new Report.Began(runId, executorId));
    return true;
  }

  /** Hears that a run has ended, maybe not for the first time. */
  synchronized void done(Message.Done done) {
    Work work = works.get(done.runId());
    if (work != null && work.end()) {
      forget(work);
      reports.accept(new Report.Ended(done.runId(), done.result()));
    }
  }

  /** Returns where the JAR of a run under way is; null: there is none with that digest. */
  synchronized @Nullable String jar(String sha256) {
    return works.values().stream()
        .filter(work -> work.order().jarSha256().equals(sha256))
        .map(work -> work.order().jar())
        .findFirst()
        .orElse(null);
  }

  synchronized void executorCame(String id, String host, int cores) {
    slots.put(id, cores);
    reports.accept(new Report.ExecutorCame(id, host, cores));
    dispatch();
  }

  synchronized void executorWent(String id, String reason) {
    if (slots.remove(id) != null) {
      departed.put(id, reason);
      reports.accept(new Report.ExecutorWent(id, reason));
    }
  }

  private void forget(Work work) {
    works.remove(work.runId());
  }

  /** Gives Spark what it has slots for, and a little more so that none waits for us. */
  private void dispatch() {
    int all = slots.values().stream().mapToInt(Integer::intValue).sum();
    int most = Math.max(1, all + Math.max(1, all / 2));
    while (underWay < most && !waiting.isEmpty()) {
      List<Work> bundle = nextBundle(Math.max(1, all));
      underWay++;
      try {
        jobs.execute(() -> run(bundle));
      } catch (RejectedExecutionException e) {
        // Closed; the engine knows, or will.
        return;
      }
    }
  }

  /** Takes the next run, and small ones behind it: each slot gets an equal part of what waits. */
  private List<Work> nextBundle(int all) {
    int most = Math.min(MOST_BUNDLED, (waiting.size() + all - 1) / all);
    List<Work> bundle = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && bundle.size() < most) {
      Work next = waiting.peekFirst();
      boolean small = next.order().bytes() <= SMALL_BYTES;
      if (!bundle.isEmpty() && (!small || bytes + next.order().bytes() > MOST_BUNDLE_BYTES)) {
        break;
      }
      bundle.add(waiting.removeFirst());
      next.attempt();
      bytes += next.order().bytes();
      if (!small) {
        break;
      }
    }
    return bundle;
  }

  private void run(List<Work> bundle) {
    String failure = "it came back without a result";
    try {
      List<Bundle.Entry> entries =
          bundle.stream().map(work -> new Bundle.Entry(work.runId(), work.order().run())).toList();
      spark.sc().setJobDescription(describe(bundle));
      spark
          .parallelize(List.of(new Bundle(entries)), 1)
          .map(new BundleTask())
          .collect()
          .forEach(results -> results.forEach(this::done));
    } catch (Throwable e) { // Scala throws what is checked without saying so.
      failure = firstLine(e);
      if (spark.sc().isStopped()) {
        reports.accept(new Report.Broken("Spark has stopped: " + failure));
      }
    } finally {
      over(bundle, failure);
    }
  }

  private static String describe(List<Work> bundle) {
    return bundle.size() == 1
        ? "run " + bundle.get(0).runId()
        : bundle.size() + " runs from " + bundle.get(0).runId();
  }

  /** Spark says first what it did with the task, and then why; only that says something here. */
  private static String firstLine(Throwable failure) {
    String line =
        String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    int reason = line.lastIndexOf(REASON);
    return reason < 0 ? line : line.substring(reason + REASON.length());
  }

  /** What has no result is lost where it had begun, and waits again where it had not. */
  private synchronized void over(List<Work> bundle, String failure) {
    underWay--;
    for (int i = bundle.size() - 1; i >= 0; i--) {
      Work work = bundle.get(i);
      if (work.isOver()) {
        continue;
      }
      String where = work.executorId();
      if (where == null && work.attempts() < MOST_ATTEMPTS) {
        waiting.addFirst(work);
      } else if (work.end()) {
        forget(work);
        reports.accept(
            new Report.Lost(
                work.runId(),
                where == null ? "" : where,
                where == null ? failure : departed.getOrDefault(where, failure)));
      }
    }
    dispatch();
  }

  @Override
  public void close() {
    jobs.shutdownNow();
    spark.close();
  }
}
