package io.mysimbdp.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** Waits for what comes about on other threads or in other processes. */
public final class Eventually {

  /** Far longer than anything takes, also on a machine that is busy with other things. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final long LOOK_EVERY_MILLIS = 40;

  private Eventually() {}

  /**
   * Returns as soon as a condition holds.
   *
   * @param what is awaited, for the failure when it does not come
   * @param condition what it throws is no failure, but counts as not yet
   */
  public static void await(String what, Callable<Boolean> condition) throws InterruptedException {
    long begin = System.nanoTime();
    Throwable last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } while (System.nanoTime() - begin < LIMIT.toNanos());
    Assertions.fail("Waited in vain for " + what, last);
  }
}
