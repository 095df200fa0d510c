package io.mysimbdp.engine.bulk;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table that is about to be written by its files, while a thread of the engine has the process
 * started. Until closed, whatever has come of it by then. Safe for several threads.
 */
public final class BulkOpening implements AutoCloseable {

  private static final long ENDING_MILLIS = 5_000;

  private final Thread thread;

  // Guarded by this.
  private @Nullable BulkTarget target;
  private boolean isReady;
  private boolean isClosed;
  private @Nullable EngineException failure;

  /** Waits for a process. */
  interface Readiness {
    void await(BulkTarget started) throws InterruptedException;
  }

  /**
   * Begins.
   *
   * @param start starts a process, and returns before it is ready
   * @param readiness waits until it is
   * @param abandoned hears that no process is going to be started
   */
  BulkOpening(
      OwnThreads threads, Supplier<BulkTarget> start, Readiness readiness, Runnable abandoned) {
    this.thread = threads.start(() -> open(start, readiness, abandoned), "bulk-open");
  }

  private void open(Supplier<BulkTarget> start, Readiness readiness, Runnable abandoned) {
    if (isOver()) {
      abandoned.run();
      return;
    }
    try {
      BulkTarget started = start.get();
      if (!take(started)) {
        started.close();
        return;
      }
      readiness.await(started);
      ready();
    } catch (EngineException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new EngineException(FailureCode.CANCELLED, "interrupted while a process starts", e));
    } catch (RuntimeException e) {
      fail(new EngineException(FailureCode.INTERNAL, "no process was started to write files", e));
    }
  }

  private synchronized boolean isOver() {
    return isClosed;
  }

  private synchronized boolean take(BulkTarget started) {
    target = isClosed ? null : started;
    return !isClosed;
  }

  private synchronized void ready() {
    isReady = true;
  }

  private void fail(EngineException reason) {
    BulkTarget started;
    synchronized (this) {
      failure = reason;
      started = target;
    }
    if (started != null) {
      started.close();
    }
  }

  /**
   * Returns where rows go; empty while the process starts. Does not wait.
   *
   * @throws EngineException when it cannot be started
   */
  public synchronized Optional<BulkTarget> target() {
    if (failure != null) {
      throw failure;
    }
    return isReady ? Optional.ofNullable(target) : Optional.empty();
  }

  /**
   * Ends the process, also one that is still starting, and deletes what the server has not taken.
   * Waits for that, also when interrupted before.
   */
  @Override
  public void close() {
    // What is interrupted here leaves files behind.
    boolean interrupted = Thread.interrupted();
    BulkTarget started;
    synchronized (this) {
      isClosed = true;
      started = target;
    }
    if (started != null) {
      started.close();
    }
    try {
      thread.join(ENDING_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
