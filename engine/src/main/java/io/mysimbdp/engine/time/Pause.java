package io.mysimbdp.engine.time;

import java.time.Duration;

/** Waits. A seam, so that tests need not. */
@FunctionalInterface
public interface Pause {

  /**
   * Waits for a time.
   *
   * @throws InterruptedException when interrupted
   */
  void pause(Duration time) throws InterruptedException;
}
