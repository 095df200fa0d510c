package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.cluster.RemoteRun.Outcome;
import io.mysimbdp.engine.executor.ExecutorSettings;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.executor.Wire;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginSource;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Executes runs on the executors of a Spark cluster. What is committed is decided here, by the
 * lease: an executor that has been given up for lost may go on for a while, but nobody listens to
 * it, and what it writes bears earlier write times than what the next run writes.
 *
 * <p>A run that is lost with its executor is set back: the next run goes on from where it had come
 * to. One that had not begun is executed elsewhere, by this very call.
 */
public final class SparkWorker implements Worker, AutoCloseable {

  private static final EventLog EVENTS = EventLog.of(SparkWorker.class);

  private static final long NEWS_MILLIS = 250;

  /** Beyond the grace of its app, for its executor to say so. */
  private static final Duration LAST_WORD = Duration.ofSeconds(15);

  /** More executors than that, one after the other, are not lost by chance. */
  private static final int MOST_LOSSES = 4;

  private static final int MOST_ATTEMPTS = 3;

  private final Drivers drivers;
  private final PluginSource plugins;
  private final Duration grace;
  private final Suspects suspects = new Suspects();
  private final Future<?> news;

  /**
   * Makes a worker; nothing is started before the first run.
   *
   * @param executors what executors get to know
   * @param cassandra the JARs of a Cassandra server, which executors are to get; empty: they need
   *     none, or have them
   * @param plugins the tenants' JARs
   * @param shares what tenants and all together may do, on all executors
   * @param platform what all together may do by now
   * @param timer tells executors now and then what has changed; stays alive
   * @param nanoTime a monotonic clock
   */
  public SparkWorker(
      SparkSettings settings,
      ExecutorSettings executors,
      List<Path> cassandra,
      PluginSource plugins,
      TenantShares shares,
      Supplier<PlatformTerms> platform,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    this.plugins = plugins;
    this.grace = executors.grace();
    this.drivers =
        new Drivers(
            new DriverLauncher(settings, Wire.bytes(executors), cassandra),
            settings.master(),
            () -> new Membership(platform, run -> shares.terms(run.run().profile())),
            nanoTime);
    this.news =
        timer.scheduleWithFixedDelay(
            drivers::look, NEWS_MILLIS, NEWS_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public RunResult execute(Run run, StopSignal stop, RunCounters counters) {
    Optional<Pin> plugin = plugins.pin(run.plugin().id(), run.plugin().sha256());
    if (plugin.isEmpty()) {
      return run.notRun(
          FailureCode.PLUGIN_MISSING, "no JAR with Plugin-Id " + run.plugin().id() + " is loaded");
    }
    try (Pin pin = plugin.get()) {
      String jar = pin.plugin().copy().toString();
      for (int attempt = 1; ; attempt++) {
        Outcome outcome = attempt(run, jar, stop, counters);
        if (outcome instanceof Outcome.Ended ended) {
          RunResult result = ended.end().result();
          if (result.code() == null) {
            suspects.clear(run.profile().id());
          }
          // An executor that was told to end has said how far the run has come.
          return result.code() == FailureCode.EXECUTOR_LOST ? result.setBack() : result;
        }
        if (outcome instanceof Outcome.Lost lost) {
          if (lost.executorId() != null) {
            return lost(run, lost.executorId(), lost.reason());
          }
          if (attempt < MOST_ATTEMPTS && !stop.isTripped()) {
            continue;
          }
          return run.notRun(FailureCode.CLUSTER_UNREACHABLE, lost.reason());
        }
        if (outcome instanceof Outcome.Withdrawn withdrawn) {
          return run.notRun(withdrawn.why().code(), withdrawn.why().reason());
        }
      }
    } catch (EngineException e) {
      return run.notRun(e.code(), e.getMessage());
    }
  }

  /** Has the run executed once, unless it cannot be brought to begin. */
  private Outcome attempt(Run run, String jar, StopSignal stop, RunCounters counters) {
    RemoteRun remote = new RemoteRun(run);
    counters.follow(remote::progress);
    SparkDriver driver = drivers.current(stop);
    try (StopSignal.Subscription ignored =
        stop.subscribe(
            reason -> {
              remote.cancel(reason);
              driver.cancel(remote);
            })) {
      driver.execute(remote, suspects.has(run.profile().id()) ? run.isolated() : run, jar);
      // Tripped before it was known there.
      if (remote.cancellation() != null) {
        driver.cancel(remote);
      }
      return await(remote, driver);
    }
  }

  /** Waits for the end; once it is cancelled, no longer than an end may take. */
  private Outcome await(RemoteRun remote, SparkDriver driver) {
    boolean interrupted = false;
    long left = Long.MAX_VALUE;
    try {
      while (true) {
        try {
          return remote.outcome().get(Math.min(left, NEWS_MILLIS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (remote.cancellation() != null) {
            left = left == Long.MAX_VALUE ? grace.plus(LAST_WORD).toMillis() : left - NEWS_MILLIS;
          }
          if (left <= 0) {
            return new Outcome.Lost(
                remote.executorId(),
                "it was cancelled, and its executor has not said that it ended");
          }
        } catch (InterruptedException e) {
          interrupted = true;
          remote.cancel(new EngineException(FailureCode.CANCELLED, "the engine is stopping"));
          driver.cancel(remote);
        } catch (ExecutionException e) {
          throw new IllegalStateException("The outcome is never completed exceptionally", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RunResult lost(Run run, String executorId, String reason) {
    String tenant = run.profile().id();
    int losses = suspects.lost(tenant, run.wholeId());
    String sentence = "its executor " + executorId + " was lost: " + reason;
    EVENTS.warn(
        Event.RUN_LOST,
        About.tenant(tenant).run(run.id()).with("executor", executorId).with("reason", reason),
        "{}: run {} was lost with its executor {}; what is left of it is run again, with a process"
            + " of its own for the app",
        tenant,
        run.id(),
        executorId);
    return losses <= MOST_LOSSES
        ? run.setBack(FailureCode.EXECUTOR_LOST, sentence)
        : run.notRun(
            FailureCode.EXECUTOR_LOST,
            sentence + ", as were " + (losses - 1) + " runs of the same tenant before it");
  }

  @Override
  public void close() {
    news.cancel(false);
    drivers.close();
  }
}
