package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.config.Isolation;
import io.mysimbdp.engine.confine.RunThreads;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.AppLog;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.plugin.LoaderSwap;
import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginSource;
import io.mysimbdp.engine.process.AppProcess;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunControl;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.run.RunTask;
import io.mysimbdp.engine.session.KnownThresholds;
import io.mysimbdp.engine.session.SessionLender;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Executes runs in this JVM, each app on a thread of its own and under its own class loader; where
 * the profile says so, that thread only speaks with the app, which has a process of its own.
 *
 * <p>A run past its time limit, or stopped from outside, is cancelled and its thread interrupted.
 * If it does not end within the grace period it is abandoned: every object it got from the engine
 * refuses its calls, and each of its threads ends as soon as it comes to a method or to the end of
 * a loop in the tenant's classes. One that waits for ever for a lock lives on. A process is killed.
 *
 * <p>A run is executed by the very JAR that it names, by its SHA-256, also after another has taken
 * its place; that JAR is pinned until the thread of the run ends.
 */
public final class LocalWorker implements Worker {

  private static final Logger LOG = LoggerFactory.getLogger(LocalWorker.class);
  private static final EventLog EVENTS = EventLog.of(LocalWorker.class);

  /** How often the number of a run's threads is looked at. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final Duration TO_THE_NEXT_STEP = Duration.ofSeconds(1);

  private final PluginSource plugins;
  private final SessionLender sessions;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final Duration grace;
  private final TenantShares shares;
  private final ProcessLauncher launcher;
  private final @Nullable BulkSite bulk;
  private final FileSource files;
  private final Realms realms = new Realms();
  private final KnownThresholds thresholds = new KnownThresholds();

  /**
   * Makes a worker.
   *
   * @param plugins the tenants' JARs
   * @param sessions the sessions of the runs; stay open
   * @param timer runs retries; stays alive
   * @param nanoTime a monotonic clock
   * @param random uniform in [0, 1)
   * @param grace how long a cancelled run may take to end
   * @param shares what the tenants share; on the same clock
   * @param launcher starts the processes of apps
   * @param bulk what writes tables by their files; null: nothing does
   * @param files opens staged files
   */
  public LocalWorker(
      PluginSource plugins,
      SessionLender sessions,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      DoubleSupplier random,
      Duration grace,
      TenantShares shares,
      ProcessLauncher launcher,
      @Nullable BulkSite bulk,
      FileSource files) {
    this.plugins = plugins;
    this.sessions = sessions;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.random = random;
    this.grace = grace;
    this.shares = shares;
    this.launcher = launcher;
    this.bulk = bulk;
    this.files = files;
  }

  @Override
  public RunResult execute(Run run, StopSignal stop, RunCounters counters) {
    Optional<EngineException> objection = realms.objection(run);
    if (objection.isPresent()) {
      return run.notRun(objection.get().code(), objection.get().getMessage());
    }
    Optional<Pin> plugin = plugins.pin(run.plugin().id(), run.plugin().sha256());
    if (plugin.isEmpty()) {
      return run.notRun(
          FailureCode.PLUGIN_MISSING, "no JAR with Plugin-Id " + run.plugin().id() + " is loaded");
    }
    RunControl control = new RunControl(run.id());
    CompletableFuture<RunResult> result = new CompletableFuture<>();
    CompletableFuture<Realm> self = new CompletableFuture<>();
    Realm realm =
        new Realm(
            run,
            nanoTime,
            AppLog.of(run.profile().id(), run.id()),
            () -> callApp(run, plugin.get(), self.join(), control, counters, result));
    self.complete(realm);
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    try (StopSignal.Subscription ignored =
        stop.subscribe(
            reason -> {
              control.cancel(reason);
              stopped.complete(null);
            })) {
      start(realm.app(), plugin.get());
      RunResult last = await(run, control, realm, result, stopped);
      return last.taking(realm.cpuTime());
    } finally {
      realms.over(realm);
    }
  }

  private static void start(Thread thread, Pin pin) {
    try {
      thread.start();
    } catch (OutOfMemoryError e) { // No thread can be made, so that nobody else lets the JAR go.
      pin.close();
      throw e;
    }
  }

  /**
   * Runs the app on the thread that ends with it. The pin is closed here, so that an abandoned run
   * keeps its JAR for as long as its thread lives.
   */
  private void callApp(
      Run run,
      Pin pin,
      Realm realm,
      RunControl control,
      RunCounters counters,
      CompletableFuture<RunResult> result) {
    MDC.put(EventLog.TENANT, run.profile().id());
    MDC.put(EventLog.RUN, run.id());
    try (pin;
        Realm.Stay stay = realm.enter(pin.plugin().classLoader());
        LoaderSwap ignored = LoaderSwap.to(pin.plugin().classLoader());
        SessionLender.Loan loan = sessions.lend(run.profile())) {
      ClientBatchIngestApp app = app(run, pin, realm);
      RunTask task =
          new RunTask(
              run,
              files,
              control,
              counters,
              loan.session(),
              thresholds.of(loan.session()),
              timer,
              nanoTime,
              random,
              shares.of(run.profile()),
              bulk,
              realm.log());
      end(result, task.call(app));
    } catch (EngineException e) {
      LOG.debug("Run {} failed", run.id(), e);
      end(result, run.notRun(e.code(), e.getMessage()));
    } catch (Throwable e) {
      EVENTS.defect(
          About.tenant(run.profile().id()).run(run.id()),
          run.profile().id() + ": run " + run.id() + " failed for a defect of the engine",
          e);
      end(result, run.notRun(FailureCode.INTERNAL, "internal error: " + e));
    }
  }

  /** Hands the result over; the thread may be gone before anybody can ask what it took. */
  private static void end(CompletableFuture<RunResult> result, RunResult last) {
    RunThreads.noteCpuTime();
    result.complete(last);
  }

  private ClientBatchIngestApp app(Run run, Pin pin, Realm realm) {
    if (run.profile().confinement().isolation() == Isolation.CLASSLOADER) {
      return pin.plugin().newApp();
    }
    AppProcess process = AppProcess.start(launcher, run, pin.plugin().copy(), realm.log());
    realm.moveTo(process);
    return process;
  }

  private RunResult await(
      Run run,
      RunControl control,
      Realm realm,
      CompletableFuture<RunResult> result,
      CompletableFuture<Void> stopped) {
    boolean interrupted = false;
    try {
      EngineException excess = watch(run, realm, CompletableFuture.anyOf(result, stopped));
      if (excess != null) {
        control.cancel(excess);
      } else if (result.isDone()) {
        return result.get();
      }
    } catch (InterruptedException e) {
      control.cancel(new EngineException(FailureCode.CANCELLED, "the engine is stopping"));
      interrupted = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The result is never completed exceptionally", e);
    }
    realm.interrupt();
    RunResult last = awaitGrace(run, control, realm, result);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  /** Waits for the end of a run, or returns the limit that it breaks before. */
  private @Nullable EngineException watch(Run run, Realm realm, CompletableFuture<?> end)
      throws InterruptedException, ExecutionException {
    Duration limit = run.profile().limits().batchTime();
    long begin = nanoTime.getAsLong();
    while (true) {
      long left = limit.toNanos() - (nanoTime.getAsLong() - begin);
      if (left <= 0) {
        return new EngineException(
            FailureCode.APP_TIMED_OUT,
            "the batch took longer than limits.batch.time = "
                + limit.toSeconds()
                + " s"
                + realm.whereabouts());
      }
      try {
        end.get(Math.min(left, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS);
        return null;
      } catch (TimeoutException e) {
        realm.threads().sampleCpuTime();
        EngineException excess = realm.excess();
        if (excess != null) {
          return excess;
        }
        if (realm.threads().areTooMany()) {
          return new EngineException(
              FailureCode.APP_LEFT_THREADS,
              "the app has "
                  + realm.threads().count()
                  + " threads, more than limits.threads = "
                  + run.profile().confinement().threads());
        }
      }
    }
  }

  private RunResult awaitGrace(
      Run run, RunControl control, Realm realm, CompletableFuture<RunResult> result) {
    try {
      return result.get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      control.close();
      realm.abandon();
      return awaitEnd(run, control, realm, result);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The result is never completed exceptionally", e);
    }
  }

  private RunResult stopped(RunResult result) {
    return result.reason() == null
        ? result
        : new RunResult(
            result.runId(),
            result.files(),
            result.code(),
            result.reason()
                + "; its app did not react within "
                + grace.toSeconds()
                + " s and was stopped",
            result.comparison(),
            result.cpuTime());
  }

  private RunResult awaitEnd(
      Run run, RunControl control, Realm realm, CompletableFuture<RunResult> result) {
    try {
      RunResult last = result.get(TO_THE_NEXT_STEP.toNanos(), TimeUnit.NANOSECONDS);
      // The app has returned, and its thread only clears up; until that has ended, the next run of
      // the tenant would be refused as if it were still at work.
      realm.awaitApp(TO_THE_NEXT_STEP);
      return stopped(last);
    } catch (TimeoutException | InterruptedException e) {
      EngineException reason = control.cancellation();
      FailureCode code = reason == null ? FailureCode.CANCELLED : reason.code();
      String why = reason == null ? "the engine is stopping" : reason.getMessage();
      return run.notRun(
          code,
          why
              + "; its app did not react within "
              + grace.toSeconds()
              + " s and was abandoned, its thread may still run");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The result is never completed exceptionally", e);
    }
  }
}
