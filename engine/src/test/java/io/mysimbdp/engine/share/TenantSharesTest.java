package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that only waiting moves. */
class TenantSharesTest {

  private final AtomicLong now = new AtomicLong();
  private final FairPermits permits = new FairPermits(8, 1_000, now::get);
  private final Waits waits = new Waits();
  private final TenantShares shares =
      new TenantShares(
          permits, Rates.UNLIMITED, now::get, (signal, nanos) -> now.addAndGet(nanos), waits::of);

  @Test
  void a_tenant_has_one_share_until_it_is_forgotten() {
    TenantShare toys = shares.of(toys("weight = 3"));

    assertThat(shares.of(toys("weight = 5"))).isSameAs(toys);
    assertThat(toys.permits().weight()).as("only an update changes it").isEqualTo(3);
    assertThat(toys.permits().tenant()).isEqualTo("toys");
    assertThat(shares.of(TestingProfiles.of("books", ""))).isNotEqualTo(toys);
    assertThat(shares.permits()).isSameAs(permits);

    shares.forget("toys");
    assertThat(shares.of(toys("weight = 5")).permits().weight()).isEqualTo(5);
  }

  @Test
  void an_update_holds_for_those_who_have_the_share_already() throws InterruptedException {
    TenantShare toys = shares.of(toys("write.in-flight = 4"));
    assertThat(toys.permits().cap()).isEqualTo(4);
    toys.throttle().row();
    assertThat(now.get()).isZero();

    shares.update(
        toys("weight = 7, write.in-flight = 2, limits.rows-per-second = 10"), Rates.UNLIMITED);

    assertThat(toys.permits().cap()).isEqualTo(2);
    assertThat(toys.permits().weight()).isEqualTo(7);
    assertThat(time(toys, 50)).isBetween(Duration.ofMillis(4_990), Duration.ofMillis(5_010));

    shares.update(toys("limits.rows-per-second = 10"), new Rates(5, Limits.UNLIMITED));
    assertThat(time(toys, 50)).isBetween(Duration.ofMillis(9_790), Duration.ofMillis(10_010));

    shares.update(toys(""), Rates.UNLIMITED);
    assertThat(time(toys, 50)).isZero();
  }

  @Test
  void the_rates_of_the_platform_hold_for_all_tenants_together() throws InterruptedException {
    TenantShare toys = shares.of(toys(""));
    TenantShare books = shares.of(TestingProfiles.of("books", ""));

    shares.platform(new Rates(10, 1_000));

    assertThat(time(toys, 50).plus(time(books, 50)))
        .isBetween(Duration.ofMillis(9_980), Duration.ofMillis(10_020));
    long begin = now.get();
    toys.throttle().bytes(1_000);
    books.throttle().bytes(1_000);
    assertThat(Duration.ofNanos(now.get() - begin))
        .isBetween(Duration.ofMillis(1_890), Duration.ofMillis(2_010));
  }

  @Test
  void who_measures_a_tenant_hears_how_long_its_rows_and_bytes_have_waited()
      throws InterruptedException {
    TenantShare toys = shares.of(toys("limits.rows-per-second = 10"));
    TenantShare books = shares.of(TestingProfiles.of("books", ""));
    shares.platform(new Rates(Limits.UNLIMITED, 1_000));

    Duration rows = time(toys, 50);
    books.throttle().bytes(1_000);

    assertThat(waits.asked).as("asked once for each").containsExactly("toys", "books");
    assertThat(waits.nanos).containsEntry("toys", rows.toNanos());
    assertThat(waits.nanos).containsEntry("books", now.get() - rows.toNanos());
  }

  @Test
  void the_permits_of_each_tenant_can_be_looked_at() {
    TenantShare toys = shares.of(toys(""));
    shares.of(TestingProfiles.of("books", ""));

    assertThat(shares.account("toys")).containsSame(toys.permits());
    assertThat(shares.account("nobody")).isEmpty();
    assertThat(shares.accounts())
        .extracting(PermitAccount::tenant)
        .containsExactlyInAnyOrder("toys", "books");
    shares.forget("toys");
    assertThat(shares.account("toys")).isEmpty();
  }

  private static final class Waits {

    final List<String> asked = new ArrayList<>();
    final Map<String, Long> nanos = new HashMap<>();

    TenantMeter of(String tenant) {
      asked.add(tenant);
      return new TenantMeter() {
        @Override
        public void throttled(long waited) {
          nanos.merge(tenant, waited, Long::sum);
        }
      };
    }
  }

  private Duration time(TenantShare share, int rows) throws InterruptedException {
    long begin = now.get();
    for (int i = 0; i < rows; i++) {
      share.throttle().row();
    }
    return Duration.ofNanos(now.get() - begin);
  }

  private static TenantProfile toys(String hocon) {
    return TestingProfiles.of("toys", hocon);
  }
}
