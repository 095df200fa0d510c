package io.mysimbdp.engine.run;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Wrangler;
import java.util.List;

/**
 * A wrangler that is far away, and so is given many records at a time: what it makes of one chunk
 * is taken in while it works on the next one. For one thread.
 */
public interface ChunkWrangler extends Wrangler {

  /** Hands records over; returns before anything is made of them. */
  void send(List<? extends InputRecord> records);

  /**
   * Waits for what was made of the earliest records sent and not received: of one at least, of all
   * that were sent together at most.
   *
   * @throws InterruptedException when the run is cancelled
   */
  Chunk receive() throws InterruptedException;

  /**
   * Waits for what was made of all records sent and not received, and drops it.
   *
   * @throws InterruptedException when the run is cancelled
   */
  void drop() throws InterruptedException;

  @Override
  default Outcome wrangle(InputRecord record) {
    throw new UnsupportedOperationException("takes chunks");
  }
}
