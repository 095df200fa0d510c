package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.confine.BudgetedLogger;
import io.mysimbdp.engine.confine.Confined;
import io.mysimbdp.engine.confine.LoggerOfRun;
import io.mysimbdp.engine.confine.RunThreads;
import io.mysimbdp.engine.confine.Scratch;
import io.mysimbdp.engine.confine.Territory;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.process.AppProcess;
import io.mysimbdp.engine.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Where one run lives in this JVM: its threads, and what they may touch; and the process of its
 * app, if that has one. Safe for all threads.
 */
public final class Realm {

  private final String runId;
  private final String tenant;
  private final String pluginId;
  private final Scratch scratch = new Scratch();
  private final Territory territory;
  private final RunThreads threads;
  private final Thread app;
  private volatile boolean interrupted;
  private volatile boolean abandoned;
  private volatile @Nullable AppProcess ofApp;

  /**
   * Makes the realm of a run.
   *
   * @param nanoTime a monotonic clock
   * @param lines where the lines of the app go; too many are left out before they get there
   * @param work what its first thread does; that thread is not started yet
   */
  public Realm(Run run, LongSupplier nanoTime, Logger lines, Runnable work) {
    this.runId = run.id();
    this.tenant = run.profile().id();
    this.pluginId = run.plugin().id();
    this.territory =
        new Territory(
            tenant,
            realPath(Path.of(run.tenantFolder())),
            scratch,
            run.profile().confinement().network(),
            run.profile().confinement().threads(),
            new BudgetedLogger(lines, nanoTime));
    this.threads = new RunThreads(runId, territory);
    this.app = new Thread(threads, work, "run-" + tenant);
    // An abandoned run must not keep the engine from exiting.
    app.setDaemon(true);
  }

  private static Path realPath(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  String runId() {
    return runId;
  }

  String tenant() {
    return tenant;
  }

  /** Returns the thread of the app; its caller starts it. */
  public Thread app() {
    return app;
  }

  /**
   * Returns where the app's own lines go. An app that keeps it beyond its run, and maybe for
   * another tenant, logs for the run that it is in.
   */
  public Logger log() {
    return LoggerOfRun.or(territory.log());
  }

  /** Returns where the app is just now, as the end of a sentence; empty when nobody can tell. */
  String whereabouts() {
    return threads.whereabouts(app, pluginId);
  }

  /** Returns all threads of the run. */
  public RunThreads threads() {
    return threads;
  }

  /** Begins a run of a loader's classes, on the thread of the app. */
  public Stay enter(ClassLoader loader) {
    if (!(loader instanceof Confined confined)) {
      throw new IllegalArgumentException(loader + " confines nothing");
    }
    confined.enter(territory);
    return () -> confined.leave(territory);
  }

  /** Has the app be interrupted, and ended, in the process that it has got. */
  void moveTo(AppProcess process) {
    ofApp = process; // Before the flags are read: they are set before this is.
    if (interrupted || abandoned) {
      process.kill();
    }
  }

  /** Returns the limit that the app has broken; null when none. */
  @Nullable EngineException excess() {
    AppProcess process = ofApp;
    return process == null ? null : process.excess();
  }

  /**
   * Returns the CPU time that the app has taken so far, in its process or else on its threads here.
   */
  Duration cpuTime() {
    AppProcess process = ofApp;
    return process == null ? threads.cpuTime() : process.cpuTime();
  }

  /** Interrupts every thread of the app. */
  void interrupt() {
    interrupted = true;
    threads.interruptAll();
    AppProcess process = ofApp;
    if (process != null) {
      process.cancel();
    }
  }

  /** Ends every thread that can be ended. */
  void abandon() {
    abandoned = true;
    AppProcess process = ofApp;
    if (process != null) {
      process.kill();
    } else {
      threads.doom();
    }
    threads.interruptAll();
  }

  /** Ends the app's process, if it has one and that has not ended. */
  void endProcess() {
    AppProcess process = ofApp;
    if (process != null) {
      process.close();
    }
  }

  /** Waits for the thread of the app to end, no longer than asked for. */
  void awaitApp(Duration most) {
    try {
      app.join(most.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the thread of the app lives although the run is over. */
  boolean isHaunted() {
    return abandoned && app.isAlive();
  }

  /** Returns the names of the threads that live, apart from that of the app. */
  List<String> left() {
    return threads.namesWithout(app);
  }

  /** Frees what the run has taken, once none of its threads lives; returns whether that is so. */
  boolean closeIfEmpty() {
    if (threads.count() > 0) {
      return false;
    }
    threads.forget();
    scratch.close();
    return true;
  }

  /** Ends when closed. */
  @FunctionalInterface
  public interface Stay extends AutoCloseable {
    @Override
    void close();
  }
}
