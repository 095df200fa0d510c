package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.DriverException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Attempts;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Cassandra again while it is busy or away, for a bounded time, with growing waits. Safe for
 * several threads.
 */
public final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final Backoff backoff;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Duration patience;

  /**
   * Makes the way to ask again.
   *
   * @param backoff the waits between attempts
   * @param nanoTime a monotonic clock
   * @param patience how long transient errors are stood
   */
  public Retries(Backoff backoff, Pause pause, LongSupplier nanoTime, Duration patience) {
    this.backoff = backoff;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.patience = patience;
  }

  /**
   * Calls until it works. What is called may be done twice, so it must be harmless twice.
   *
   * @param failure the beginning of the sentence that says that it does not work
   * @throws EngineException CASSANDRA_UNREACHABLE when it does not within the time, or never can
   */
  public <T> T call(String failure, Supplier<T> call) {
    Attempts attempts = new Attempts(backoff, nanoTime, patience);
    while (true) {
      try {
        return call.get();
      } catch (DriverException e) {
        Optional<Duration> wait = attempts.nextWait();
        if (RequestError.of(e) != RequestError.TRANSIENT || wait.isEmpty()) {
          throw unreachable(failure, e);
        }
        LOG.debug("Cassandra is asked again after attempt {}", attempts.failed(), e);
        waitFor(wait.get(), failure, e);
      }
    }
  }

  private void waitFor(Duration wait, String failure, DriverException cause) {
    try {
      pause.pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(failure, cause);
    }
  }

  private static EngineException unreachable(String failure, DriverException e) {
    return new EngineException(
        FailureCode.CASSANDRA_UNREACHABLE,
        failure + ": " + RequestError.telling(e).getMessage(),
        e);
  }
}
