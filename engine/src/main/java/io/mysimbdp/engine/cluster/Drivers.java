package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.worker.StopSignal;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a process that is a driver to Spark: starts it when there is something to do, and another
 * one when it has ended, or has been left without executors for so long that its cluster must have
 * forgotten it. Safe for several threads.
 */
final class Drivers implements AutoCloseable {

  private static final EventLog EVENTS = EventLog.of(Drivers.class);

  /** Spark gives up a master after a minute. */
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  /** How long a cluster may be away while runs wait for it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(3);
  private static final Duration STRANDED = Duration.ofSeconds(60);

  private final DriverLauncher launcher;
  private final String master;
  private final Supplier<Membership> memberships;
  private final LongSupplier nanoTime;
  private final ReentrantLock starting = new ReentrantLock();
  private volatile @Nullable SparkDriver current;
  private volatile boolean closed;

  Drivers(
      DriverLauncher launcher,
      String master,
      Supplier<Membership> memberships,
      LongSupplier nanoTime) {
    this.launcher = launcher;
    this.master = master;
    this.memberships = memberships;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns one that takes runs; starts it if there is none.
   *
   * @throws EngineException when that is not possible, or nobody waits for it any more
   */
  SparkDriver current(StopSignal stop) {
    try {
      starting.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(FailureCode.CANCELLED, "the engine is stopping", e);
    }
    try {
      SparkDriver known = current;
      return known != null && !known.isOver() ? known : start(stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(FailureCode.CANCELLED, "the engine is stopping", e);
    } finally {
      starting.unlock();
    }
  }

  private SparkDriver start(StopSignal stop) throws InterruptedException {
    long begin = nanoTime.getAsLong();
    while (true) {
      if (stop.isTripped() || closed) {
        throw new EngineException(FailureCode.CANCELLED, "the engine is stopping");
      }
      SparkDriver driver = SparkDriver.start(launcher, master, memberships.get(), nanoTime);
      try {
        driver.awaitReady(READY_LIMIT);
        current = driver;
        return driver;
      } catch (EngineException e) {
        driver.close();
        if (nanoTime.getAsLong() - begin > PATIENCE.toNanos()) {
          throw e;
        }
        EVENTS.warn(
            Event.CLUSTER_LOST,
            About.platform().with("reason", e.getMessage()),
            "No runs for {} yet, which is tried again: {}",
            master,
            e.getMessage());
        stop.await(BETWEEN_STARTS);
      }
    }
  }

  /** Looks after the one there is; to be called now and then. */
  void look() {
    SparkDriver known = current;
    if (known == null || known.isOver()) {
      return;
    }
    known.tellNews();
    if (known.isStranded(STRANDED)) {
      EVENTS.warn(
          Event.CLUSTER_LOST,
          About.platform().with("reason", "no executor for " + STRANDED.toSeconds() + " s"),
          "{} has given us no executor for {} s; a new application is tried",
          master,
          STRANDED.toSeconds());
      known.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    SparkDriver known = current;
    if (known != null) {
      known.close();
    }
  }
}
