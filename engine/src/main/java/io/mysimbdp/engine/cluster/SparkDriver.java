package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.cluster.RemoteRun.Outcome;
import io.mysimbdp.engine.executor.ExecutorReport;
import io.mysimbdp.engine.executor.RunEnd;
import io.mysimbdp.engine.executor.RunOrder;
import io.mysimbdp.engine.executor.Wire;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.ErrorOutput;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.log.RelayedLine;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.spark.Order;
import io.mysimbdp.spark.Pipe;
import io.mysimbdp.spark.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that is a driver to Spark, from its start to its end, with all runs that were given
 * to it. When it ends, whatever had not come to an end is lost. Safe for several threads.
 */
final class SparkDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SparkDriver.class);
  private static final EventLog EVENTS = EventLog.of(SparkDriver.class);
  private static final int LONGEST_LINE = 1_000;
  private static final Duration LAST_STEPS = Duration.ofSeconds(10);

  private final String master;
  private final Process process;
  private final ErrorOutput errors;
  private final Pipe<Report, Order> pipe;
  private final LongSupplier nanoTime;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  // All guarded by this.
  private final Membership membership;
  private final Map<String, RemoteRun> runs = new LinkedHashMap<>();
  private long executorsNanos;
  private boolean isOver;
  private boolean isClosing;

  private SparkDriver(
      String master, Process process, Membership membership, LongSupplier nanoTime) {
    this.master = master;
    this.nanoTime = nanoTime;
    this.executorsNanos = nanoTime.getAsLong();
    this.process = process;
    this.membership = membership;
    this.errors =
        new ErrorOutput(
            process.getErrorStream(),
            LONGEST_LINE,
            line -> {
              LOG.debug("Spark says: {}", line);
              return true;
            });
    this.pipe = new Pipe<>(process.getInputStream(), process.getOutputStream(), Report.class);
  }

  /**
   * Starts a process.
   *
   * @param membership of no executors; is left to this
   * @param nanoTime a monotonic clock
   * @throws EngineException when it cannot be started
   */
  static SparkDriver start(
      DriverLauncher launcher, String master, Membership membership, LongSupplier nanoTime) {
    Order.Start order = launcher.order();
    SparkDriver driver = new SparkDriver(master, launcher.start(), membership, nanoTime);
    thread("spark-log", driver.errors::readAll);
    thread("spark-reports", driver::hearAll);
    thread("spark-start", () -> driver.say(order));
    return driver;
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(SparkDriver.class.getClassLoader());
    thread.start();
  }

  /**
   * Waits until runs are taken.
   *
   * @throws EngineException when none will be
   */
  void awaitReady(Duration atMost) throws InterruptedException {
    try {
      ready.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new EngineException(
          FailureCode.CLUSTER_UNREACHABLE,
          String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new EngineException(
          FailureCode.CLUSTER_UNREACHABLE,
          master + " has not taken us within " + atMost.toSeconds() + " s" + lastWords(),
          e);
    }
  }

  /** Has a run executed; what becomes of it, it says itself. */
  void execute(RemoteRun remote, Run run, String jar) {
    RunOrder order;
    synchronized (this) {
      if (isOver) {
        remote.over(new Outcome.Lost(null, "the driver to Spark has ended"));
        return;
      }
      runs.put(remote.id(), remote);
      order =
          new RunOrder(
              run, membership.tenantPart(remote, runs.values()), membership.platformPart());
    }
    say(
        new Order.Execute(
            remote.id(), run.totalBytes(), run.plugin().sha256(), jar, Wire.bytes(order)));
  }

  /** Asks for the end of a run, which is to have its cancellation by now. */
  void cancel(RemoteRun remote) {
    say(new Order.Cancel(remote.id()));
    tellNews();
  }

  /** Tells executors what has changed; to be called now and then. */
  void tellNews() {
    List<Membership.Addressed> news;
    synchronized (this) {
      if (isOver) {
        return;
      }
      news = membership.news(runs.values());
    }
    for (Membership.Addressed each : news) {
      say(new Order.Notice(each.executorId(), Wire.bytes(each.notice())));
    }
  }

  /** Tells whether it has ended. */
  synchronized boolean isOver() {
    return isOver;
  }

  /** Tells whether runs wait, and there has been no executor for so long. */
  synchronized boolean isStranded(Duration limit) {
    long now = nanoTime.getAsLong();
    if (runs.isEmpty() || membership.executors() > 0) {
      executorsNanos = now;
    }
    return now - executorsNanos > limit.toNanos();
  }

  private void say(Order order) {
    try {
      pipe.say(order);
    } catch (IOException e) {
      // Who hears finds out what has become of the process.
      LOG.debug("The driver to Spark does not listen", e);
    }
  }

  private void hearAll() {
    String end = "the driver to Spark has ended";
    try {
      for (Report report = pipe.hear(); report != null; report = pipe.hear()) {
        if (report instanceof Report.Broken broken) {
          end = broken.reason();
          break;
        }
        try {
          hear(report);
        } catch (RuntimeException e) {
          EVENTS.defect(About.platform(), "A report of the driver to Spark is not understood", e);
        }
      }
    } catch (IOException e) {
      end = "the driver to Spark cannot be understood: " + e.getMessage();
    }
    over(end);
  }

  private void hear(Report report) {
    if (report instanceof Report.Ready now) {
      EVENTS.info(
          Event.CLUSTER_JOINED,
          About.platform().with("application", now.applicationId()).with("master", master),
          "Runs are executed by {}, as its application {}",
          master,
          now.applicationId());
      ready.complete(now.applicationId());
    } else if (report instanceof Report.ExecutorCame came) {
      came(came);
    } else if (report instanceof Report.ExecutorWent went) {
      went(went);
    } else if (report instanceof Report.Began began) {
      RemoteRun run = known(began.runId());
      if (run != null) {
        run.began(began.executorId());
      }
    } else if (report instanceof Report.Said said) {
      said(said);
    } else if (report instanceof Report.Ended ended) {
      ended(ended);
    } else if (report instanceof Report.Withdrawn withdrawn) {
      RemoteRun run = forget(withdrawn.runId());
      if (run != null) {
        run.withdrawn();
      }
    } else if (report instanceof Report.Lost lost) {
      over(
          lost.runId(),
          new Outcome.Lost(lost.executorId().isEmpty() ? null : lost.executorId(), lost.reason()));
    }
  }

  private void came(Report.ExecutorCame came) {
    synchronized (this) {
      membership.came(came.executorId());
    }
    EVENTS.info(
        Event.EXECUTOR_CAME,
        About.platform()
            .with("executor", came.executorId())
            .with("host", came.host())
            .with("slots", came.slots()),
        "Executor {} is there, on {}, for {} at a time",
        came.executorId(),
        came.host(),
        came.slots() == 1 ? "1 run" : came.slots() + " runs");
    tellNews();
  }

  private void went(Report.ExecutorWent went) {
    long there;
    synchronized (this) {
      membership.went(went.executorId());
      there =
          runs.values().stream().filter(run -> went.executorId().equals(run.executorId())).count();
    }
    EVENTS.warn(
        Event.EXECUTOR_WENT,
        About.platform()
            .with("executor", went.executorId())
            .with("runs", there)
            .with("reason", went.reason()),
        "Executor {} is gone, with {} under way: {}",
        went.executorId(),
        there == 1 ? "1 run" : there + " runs",
        went.reason());
    tellNews();
  }

  private void said(Report.Said said) {
    ExecutorReport report = Wire.read(said.words(), ExecutorReport.class);
    log(report.lines(), said.executorId());
    report
        .runs()
        .forEach(
            (id, progress) -> {
              RemoteRun run = known(id);
              // Nobody else may say how far a run has come than who executes it.
              if (run != null && said.executorId().equals(run.executorId())) {
                run.progress(progress);
              }
            });
  }

  private void ended(Report.Ended ended) {
    RemoteRun run = known(ended.runId());
    if (run == null) {
      return;
    }
    RunEnd end = Wire.read(ended.result(), RunEnd.class);
    log(end.lines(), String.valueOf(run.executorId()));
    run.progress(end.progress());
    over(ended.runId(), new Outcome.Ended(end));
  }

  private static void log(List<RelayedLine> lines, String executorId) {
    for (RelayedLine line : lines) {
      line.log("executor-" + executorId);
    }
  }

  private synchronized @Nullable RemoteRun known(String runId) {
    return runs.get(runId);
  }

  private synchronized @Nullable RemoteRun forget(String runId) {
    return runs.remove(runId);
  }

  private void over(String runId, Outcome outcome) {
    RemoteRun run = forget(runId);
    if (run != null) {
      run.over(outcome);
    }
  }

  /** Nothing more will be heard. */
  private void over(String reason) {
    String why = reason + lastWords();
    List<RemoteRun> left;
    boolean expected;
    synchronized (this) {
      isOver = true;
      expected = isClosing;
      left = new ArrayList<>(runs.values());
      runs.clear();
    }
    process.destroyForcibly();
    ready.completeExceptionally(new IllegalStateException(why));
    left.forEach(run -> run.over(new Outcome.Lost(run.executorId(), why)));
    if (!expected) {
      EVENTS.warn(
          Event.CLUSTER_LOST,
          About.platform().with("reason", why),
          "The line to {} is lost: {}",
          master,
          why);
    }
  }

  private String lastWords() {
    String words = errors.lastWords();
    return words.isEmpty() ? "" : "; it said: " + words;
  }

  /** Ends the process, and with it all that it has under way. */
  @Override
  public void close() {
    synchronized (this) {
      isClosing = true;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LAST_STEPS.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
