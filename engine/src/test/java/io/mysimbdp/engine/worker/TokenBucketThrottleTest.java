package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that only waiting moves. */
class TokenBucketThrottleTest {

  private final AtomicLong nanos = new AtomicLong(123_456);

  @Test
  void rows_take_as_long_as_the_rate_says() throws Exception {
    TokenBucketThrottle throttle = throttle("limits.rows-per-second = 100");

    for (int i = 0; i < 1_000; i++) {
      throttle.row();
    }

    assertThat(elapsed()).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_100));
  }

  @Test
  void bytes_in_pieces_larger_than_a_second_take_as_long_as_the_rate_says() throws Exception {
    TokenBucketThrottle throttle = throttle("limits.bytes-per-second = 10000");

    for (int i = 0; i < 10; i++) {
      throttle.bytes(65_536);
    }

    assertThat(elapsed()).isBetween(Duration.ofMillis(65_400), Duration.ofMillis(65_700));
  }

  @Test
  void what_was_not_used_is_not_saved_up() throws Exception {
    TokenBucketThrottle throttle = throttle("limits.rows-per-second = 100");
    throttle.row();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    long begin = nanos.get();

    for (int i = 0; i < 110; i++) {
      throttle.row();
    }

    assertThat(Duration.ofNanos(nanos.get() - begin))
        .isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));
  }

  @Test
  void without_limits_nothing_waits() throws Exception {
    TokenBucketThrottle throttle = throttle("");

    throttle.row();
    throttle.bytes(Long.MAX_VALUE);

    assertThat(elapsed()).isZero();
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanos.get() - 123_456);
  }

  private TokenBucketThrottle throttle(String settings) {
    return new TokenBucketThrottle(
        TestingProfiles.of("toys", settings).limits(), nanos::get, nanos::addAndGet);
  }
}
