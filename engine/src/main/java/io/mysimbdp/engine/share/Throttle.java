package io.mysimbdp.engine.share;

/** Slows a run down to what its tenant may do. Safe for several threads. */
public interface Throttle {

  /**
   * Waits until one more row may be written.
   *
   * @throws InterruptedException when interrupted while waiting
   */
  void row() throws InterruptedException;

  /**
   * Waits until more of a staged file may be read, after these bytes.
   *
   * @param count more than 0
   * @throws InterruptedException when interrupted while waiting
   */
  void bytes(long count) throws InterruptedException;
}
