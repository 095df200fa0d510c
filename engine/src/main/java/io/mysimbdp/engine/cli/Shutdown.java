package io.mysimbdp.engine.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What happens on Ctrl-C and SIGTERM while a command works: it is asked to stop, gets a bounded
 * time to do so, and the process ends with {@link ExitCode#INTERRUPTED} unless told otherwise.
 */
final class Shutdown implements AutoCloseable {

  // Set when the process ends by itself: then the hook has nothing to do, and must not wait for the
  // thread that is waiting for it in System.exit.
  private static final AtomicBoolean EXITING = new AtomicBoolean();

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private Shutdown(
      Console console, Runnable askToStop, Duration patience, Supplier<ExitCode> exitCode) {
    this.hook =
        new Thread(
            () -> {
              if (EXITING.get()) {
                return;
              }
              console.err().println("Stopping: waiting up to " + patience.toSeconds() + " s …");
              askToStop.run();
              boolean isFinished = awaitFinish(patience);
              if (!isFinished) {
                console.err().println("Stopped with work abandoned; the next run takes it up.");
              }
              console.out().flush();
              console.err().flush();
              ExitCode code = isFinished ? exitCode.get() : ExitCode.INTERRUPTED;
              Runtime.getRuntime().halt(code.number());
            },
            "shutdown");
  }

  /**
   * Watches for signals until closed.
   *
   * @param askToStop makes the command end soon
   * @param patience how long the command may take to end after that
   */
  static Shutdown watch(Console console, Runnable askToStop, Duration patience) {
    return watch(console, askToStop, patience, () -> ExitCode.INTERRUPTED);
  }

  /**
   * Watches for signals until closed, for a command that is ended by them in the usual way.
   *
   * @param exitCode of the process, when the command has ended in time
   */
  static Shutdown watch(
      Console console, Runnable askToStop, Duration patience, Supplier<ExitCode> exitCode) {
    Shutdown shutdown = new Shutdown(console, askToStop, patience, exitCode);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /** Ends the process. */
  static void exit(int code) {
    EXITING.set(true);
    System.exit(code);
  }

  private boolean awaitFinish(Duration patience) {
    try {
      return finished.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Says that the command has finished. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending for a signal: the hook runs, and has just been told.
      Thread.currentThread().interrupt();
    }
  }
}
