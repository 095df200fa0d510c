package io.mysimbdp.engine.run;

/** Slows a run down to what its tenant may do. Safe for several threads. */
public interface Throttle {

  /** Lets everything through at once. */
  Throttle NONE =
      new Throttle() {
        @Override
        public void row() {}

        @Override
        public void bytes(long count) {}
      };

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
