package io.mysimbdp.engine.session;

import java.time.Duration;

/** Waits between two attempts. */
@FunctionalInterface
public interface Pause {

  /** Waits this long. */
  void await(Duration duration) throws InterruptedException;
}
