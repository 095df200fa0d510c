package io.mysimbdp.engine.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits. A seam, so that tests need not. */
@FunctionalInterface
public interface Pause {

  /** Really waits. */
  Pause SLEEP = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

  /**
   * Waits for a time.
   *
   * @throws InterruptedException when interrupted
   */
  void pause(Duration time) throws InterruptedException;
}
