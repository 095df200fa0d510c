package io.mysimbdp.engine.bulk;

import io.mysimbdp.engine.time.Attempts;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Cassandra again while it is away, for a bounded time. Safe for several threads. */
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private final Backoff backoff;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Duration limit;

  /** Something that is harmless when it is done twice. */
  interface Attempt {
    /**
     * Tries.
     *
     * @throws CassandraAwayException when it may succeed later
     */
    void run() throws InterruptedException;
  }

  /**
   * Has patience.
   *
   * @param backoff the waits between attempts
   * @param nanoTime a monotonic clock
   * @param limit for how long
   */
  Patience(Backoff backoff, Pause pause, LongSupplier nanoTime, Duration limit) {
    this.backoff = backoff;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.limit = limit;
  }

  /** Tries until it succeeds, or fails for good, or has taken too long. */
  void with(Attempt attempt) throws InterruptedException {
    Attempts attempts = new Attempts(backoff, nanoTime, limit);
    while (true) {
      try {
        attempt.run();
        return;
      } catch (CassandraAwayException e) {
        Duration wait = attempts.nextWait().orElseThrow(() -> e);
        LOG.debug("Cassandra is asked again after attempt {}", attempts.failed(), e);
        pause.pause(wait);
      }
    }
  }
}
