package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells when a third and when two thirds of the rows of a run are written: an app that reads its
 * files itself notes no position, and comes to no step until it is done. Once all rows are written
 * nothing is told any more. Watches on a thread of its own until it is closed.
 */
final class Milestones implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final int PARTS = 3;

  private final LongSupplier written;
  private final long all;
  private final Runnable passed;
  private final Thread watch;
  private int next = 1;

  private Milestones(LongSupplier written, long all, Pause pause, Runnable passed) {
    this.written = written;
    this.all = all;
    this.passed = passed;
    this.watch = new Thread(() -> watch(pause), "rehearsal-milestones");
    watch.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param written rows so far; only grows
   * @param all rows in the end
   * @param pause between two looks
   * @param passed is called at each of the two, on the thread that watches
   */
  static Milestones watch(LongSupplier written, long all, Pause pause, Runnable passed) {
    Milestones milestones = new Milestones(written, all, pause, passed);
    milestones.watch.start();
    return milestones;
  }

  private void watch(Pause pause) {
    try {
      while (next < PARTS) {
        long rows = written.getAsLong();
        if (rows >= all) {
          return;
        }
        // One at a time: what the first one does shall be seen before the second one comes.
        if (rows * PARTS >= all * next) {
          next++;
          passed.run();
        }
        pause.pause(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; nothing is called once this has returned. */
  @Override
  public void close() {
    watch.interrupt();
    boolean isInterrupted = false;
    while (watch.isAlive()) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
