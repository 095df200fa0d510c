package io.mysimbdp.engine.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs requests that were refused, but not so many that they fill the disk. For any thread. */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final InstantSource clock;
  // Guarded by this.
  private Instant next = Instant.MIN;
  private long untold;

  RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Logs one.
   *
   * @param why one sentence without anything that the request itself has brought along
   */
  synchronized void refused(String address, int status, String why) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      untold++;
      return;
    }
    LOG.warn(
        "Console: a request from {} was refused with {}: {}{}",
        address,
        status,
        why,
        untold == 0 ? "" : " (and " + untold + " more since the last such line)");
    untold = 0;
    next = now.plus(INTERVAL);
  }
}
