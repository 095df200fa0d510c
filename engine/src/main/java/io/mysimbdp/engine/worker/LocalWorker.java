package io.mysimbdp.engine.worker;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoaderSwap;
import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunControl;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.run.RunTask;
import io.mysimbdp.engine.share.TenantShares;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Executes runs in this JVM, each app on a thread of its own and under its own class loader.
 *
 * <p>A run past its time limit, or stopped from outside, is cancelled and its thread interrupted.
 * If it does not end within the grace period it is abandoned: its thread may live on, but every
 * object it got from the engine refuses its calls.
 *
 * <p>A run is executed by the very JAR that it names, by its SHA-256, also after another has taken
 * its place; that JAR is pinned until the thread of the run ends.
 */
public final class LocalWorker implements Worker {

  private static final Logger LOG = LoggerFactory.getLogger(LocalWorker.class);

  private final PluginCatalog plugins;
  private final CqlSession session;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final Duration grace;
  private final TenantShares shares;

  /**
   * Makes a worker.
   *
   * @param plugins the tenants' JARs
   * @param session the shared session; stays open
   * @param timer runs retries; stays alive
   * @param nanoTime a monotonic clock
   * @param random uniform in [0, 1)
   * @param grace how long a cancelled run may take to end
   * @param shares what the tenants share; on the same clock
   */
  public LocalWorker(
      PluginCatalog plugins,
      CqlSession session,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      DoubleSupplier random,
      Duration grace,
      TenantShares shares) {
    this.plugins = plugins;
    this.session = session;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.random = random;
    this.grace = grace;
    this.shares = shares;
  }

  @Override
  public RunResult execute(Run run, StopSignal stop, RunCounters counters) {
    Optional<Pin> plugin = plugins.pin(run.plugin().id(), run.plugin().sha256());
    if (plugin.isEmpty()) {
      return run.notRun(
          FailureCode.PLUGIN_MISSING, "no JAR with Plugin-Id " + run.plugin().id() + " is loaded");
    }
    RunControl control = new RunControl(run.id());
    CompletableFuture<RunResult> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> callApp(run, plugin.get(), control, counters, result),
            "run-" + run.profile().id());
    // An abandoned run must not keep the engine from exiting.
    thread.setDaemon(true);
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    try (StopSignal.Subscription ignored =
        stop.subscribe(
            reason -> {
              control.cancel(reason);
              stopped.complete(null);
            })) {
      start(thread, plugin.get());
      return await(run, control, thread, result, stopped);
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
      RunControl control,
      RunCounters counters,
      CompletableFuture<RunResult> result) {
    MDC.put("tenant", run.profile().id());
    MDC.put("run", run.id());
    try (pin;
        LoaderSwap ignored = LoaderSwap.to(pin.plugin().classLoader())) {
      ClientBatchIngestApp app = pin.plugin().newApp();
      RunTask task =
          new RunTask(
              run, control, counters, session, timer, nanoTime, random, shares.of(run.profile()));
      result.complete(task.call(app));
    } catch (EngineException e) {
      LOG.debug("Run {} failed", run.id(), e);
      result.complete(run.notRun(e.code(), e.getMessage()));
    } catch (Throwable e) {
      LOG.error("Run {} failed for a defect of the engine", run.id(), e);
      result.complete(run.notRun(FailureCode.INTERNAL, "internal error: " + e));
    }
  }

  private RunResult await(
      Run run,
      RunControl control,
      Thread thread,
      CompletableFuture<RunResult> result,
      CompletableFuture<Void> stopped) {
    Duration limit = run.profile().limits().batchTime();
    boolean interrupted = false;
    try {
      CompletableFuture.anyOf(result, stopped).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (result.isDone()) {
        return result.get();
      }
    } catch (TimeoutException e) {
      control.cancel(
          new EngineException(
              FailureCode.APP_TIMED_OUT,
              "the batch took longer than limits.batch.time = " + limit.toSeconds() + " s"));
    } catch (InterruptedException e) {
      control.cancel(new EngineException(FailureCode.CANCELLED, "the engine is stopping"));
      interrupted = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The result is never completed exceptionally", e);
    }
    thread.interrupt();
    RunResult last = awaitGrace(run, control, result);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  private RunResult awaitGrace(Run run, RunControl control, CompletableFuture<RunResult> result) {
    try {
      return result.get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      control.close();
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
