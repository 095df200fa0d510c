package io.mysimbdp.bulk.writer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The end of a round, which comes when all lanes have written what they have of it. */
final class RoundEnd {

  private final AtomicInteger open;
  private final Action last;

  /** What there is to be done. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * Waits for lanes.
   *
   * @param lanes how many
   * @param last what the last one does
   */
  RoundEnd(int lanes, Action last) {
    this.open = new AtomicInteger(lanes);
    this.last = last;
  }

  /** A lane has come to it. */
  void reached() throws IOException {
    if (open.decrementAndGet() == 0) {
      last.run();
    }
  }
}
