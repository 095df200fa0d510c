package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that only waiting moves. */
class TenantThrottleTest {

  private final AtomicLong nanos = new AtomicLong(123_456);
  private final FairRate.Waiting waiting = (signal, time) -> nanos.addAndGet(time);
  private final FairRate platformRows = new FairRate(Limits.UNLIMITED, nanos::get, waiting);
  private final FairRate platformBytes = new FairRate(Limits.UNLIMITED, nanos::get, waiting);

  @Test
  void rows_take_as_long_as_the_rate_says() throws Exception {
    TenantThrottle throttle = throttle(new Rates(100, Limits.UNLIMITED));

    for (int i = 0; i < 1_000; i++) {
      throttle.row();
    }

    assertThat(elapsed()).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_100));
  }

  @Test
  void bytes_in_pieces_larger_than_a_second_take_as_long_as_the_rate_says() throws Exception {
    TenantThrottle throttle = throttle(new Rates(Limits.UNLIMITED, 10_000));

    for (int i = 0; i < 10; i++) {
      throttle.bytes(65_536);
    }

    assertThat(elapsed()).isBetween(Duration.ofMillis(65_400), Duration.ofMillis(65_700));
  }

  @Test
  void what_was_not_used_is_not_saved_up() throws Exception {
    TenantThrottle throttle = throttle(new Rates(100, Limits.UNLIMITED));
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
    TenantThrottle throttle = throttle(Rates.UNLIMITED);

    throttle.row();
    throttle.bytes(Long.MAX_VALUE);

    assertThat(elapsed()).isZero();
  }

  @Test
  void what_the_platform_may_do_holds_beside_the_own_rate() throws Exception {
    platformRows.rate(10);
    platformBytes.rate(1_000);
    TenantThrottle throttle = throttle(new Rates(100, 10_000));

    for (int i = 0; i < 100; i++) {
      throttle.row();
    }
    assertThat(elapsed()).isBetween(Duration.ofMillis(9_990), Duration.ofMillis(10_010));

    throttle.bytes(20_000);
    assertThat(elapsed()).isBetween(Duration.ofMillis(29_800), Duration.ofMillis(30_010));
  }

  @Test
  void the_waits_for_both_rates_do_not_add_up() throws Exception {
    platformRows.rate(100);
    platformBytes.rate(10_000);
    TenantThrottle throttle = throttle(new Rates(100, 10_000));

    for (int i = 0; i < 100; i++) {
      throttle.row();
    }
    assertThat(elapsed()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_020));

    throttle.bytes(65_536);
    throttle.bytes(65_536);
    assertThat(elapsed()).isBetween(Duration.ofMillis(13_900), Duration.ofMillis(14_250));
  }

  @Test
  void a_tenant_that_waits_for_its_own_rate_takes_nothing_of_the_platform() {
    platformRows.rate(10);
    TenantThrottle slow =
        new TenantThrottle(
            new Rates(1, Limits.UNLIMITED),
            platformRows,
            platformBytes,
            1,
            nanos::get,
            (signal, time) -> {
              throw new InterruptedException();
            },
            TenantMeter.NONE);
    assertThatThrownBy(slow::row).isInstanceOf(InterruptedException.class);

    assertThat(platformRows.serve()).as("nobody waits").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void rates_change_under_way() throws Exception {
    TenantThrottle throttle = throttle(new Rates(100, Limits.UNLIMITED));
    for (int i = 0; i < 100; i++) {
      throttle.row();
    }
    assertThat(elapsed()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));

    throttle.rates(Rates.UNLIMITED);
    for (int i = 0; i < 10_000; i++) {
      throttle.row();
    }
    assertThat(elapsed()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));

    throttle.rates(new Rates(10, 1_000));
    for (int i = 0; i < 100; i++) {
      throttle.row();
    }
    assertThat(elapsed()).isBetween(Duration.ofMillis(10_990), Duration.ofMillis(11_010));
    throttle.bytes(5_000);
    assertThat(elapsed()).isBetween(Duration.ofMillis(15_890), Duration.ofMillis(16_010));
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanos.get() - 123_456);
  }

  private TenantThrottle throttle(Rates rates) {
    return new TenantThrottle(
        rates, platformRows, platformBytes, 1, nanos::get, waiting, TenantMeter.NONE);
  }
}
