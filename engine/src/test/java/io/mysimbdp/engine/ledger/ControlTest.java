package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.ledger.TenantControl.By;
import io.mysimbdp.engine.ledger.TenantControl.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators and circuit breakers say about tenants, on a real Cassandra. */
class ControlTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static String keyspace = "";

  private final String tenant = "toys" + TENANTS.incrementAndGet();
  private Instant now = NOW;
  private final Ledger ledger = TestingLedger.open(keyspace, "home1/1/a", () -> now);
  private final Ledger other = TestingLedger.open(keyspace, "home2/1/b", () -> now);

  @BeforeAll
  static void create_tables() {
    keyspace = TestingLedger.newKeyspace("control");
  }

  @Test
  void nothing_is_said_about_a_tenant_at_first() {
    assertThat(ledger.control(tenant)).isEqualTo(TenantControl.none(tenant));
    assertThat(ledger.controls()).doesNotContainKey(tenant);

    assertThat(ledger.resume(tenant)).isEqualTo(TenantControl.none(tenant));
    ledger.runSucceeded(TenantControl.none(tenant));

    assertThat(ledger.controls()).as("nothing was written").doesNotContainKey(tenant);
  }

  @Test
  void a_suspension_reaches_other_engines_until_the_tenant_is_resumed() {
    ledger.suspend(tenant, By.OPERATOR, "unpaid bill");

    Suspension suspension = new Suspension(NOW, By.OPERATOR, "unpaid bill");
    assertThat(other.control(tenant).suspension()).isEqualTo(suspension);
    assertThat(other.controls().get(tenant)).isEqualTo(other.control(tenant));

    assertThat(other.resume(tenant).isSuspended()).isFalse();
    assertThat(ledger.control(tenant).suspension()).isNull();
  }

  @Test
  void failed_runs_are_counted_until_one_succeeds_or_the_tenant_is_resumed() {
    assertThat(ledger.runFailed(tenant, "run1", "first")).isEqualTo(1);
    assertThat(ledger.runFailed(tenant, "run2", "second")).isEqualTo(2);
    assertThat(ledger.runFailed(tenant, "run2", "second")).as("sent again").isEqualTo(2);

    TenantControl control = ledger.control(tenant);
    assertThat(control.lastFailure()).isEqualTo("second");
    assertThat(control.lastFailedRun()).isEqualTo("run2");

    ledger.runSucceeded(control);
    assertThat(ledger.control(tenant).failedRuns()).isZero();
    assertThat(ledger.control(tenant).lastFailure()).as("is kept").isEqualTo("second");
    assertThat(ledger.runFailed(tenant, "run4", "third")).isEqualTo(1);
    ledger.suspend(tenant, By.CIRCUIT_BREAKER, "1 run has failed");
    assertThat(ledger.control(tenant).failedRuns()).isEqualTo(1);
    assertThat(ledger.resume(tenant).failedRuns()).isZero();
    assertThat(ledger.control(tenant).failedRuns()).isZero();
  }

  @Test
  void no_failed_run_is_lost_where_batches_of_a_tenant_fail_at_once() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> counted = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String run = "run" + i;
        counted.add(pool.submit(() -> ledger.runFailed(tenant, run, "at once")));
      }
      List<Integer> counts = new ArrayList<>();
      for (Future<Integer> each : counted) {
        counts.add(each.get());
      }
      assertThat(counts).contains(6).doesNotHaveDuplicates();
    } finally {
      pool.shutdownNow();
    }
    assertThat(ledger.control(tenant).failedRuns()).isEqualTo(6);
  }

  @Test
  void a_circuit_breaker_leaves_the_suspension_of_an_operator_as_it_is() {
    ledger.suspend(tenant, By.CIRCUIT_BREAKER, "5 runs have failed");
    assertThat(by()).isEqualTo(By.CIRCUIT_BREAKER);
    ledger.suspend(tenant, By.OPERATOR, "unpaid bill");
    assertThat(by()).isEqualTo(By.OPERATOR);
    now = NOW.plus(Duration.ofMinutes(1));

    ledger.suspend(tenant, By.CIRCUIT_BREAKER, "5 runs have failed");

    assertThat(ledger.control(tenant).suspension())
        .isEqualTo(new Suspension(NOW, By.OPERATOR, "unpaid bill"));
  }

  @Test
  void limits_are_set_and_deleted_one_by_one() {
    assertThat(ledger.limit(tenant, new Rates(500, Limits.UNLIMITED)).rates())
        .isEqualTo(new Rates(500, Limits.UNLIMITED));
    ledger.limit(tenant, new Rates(500, 1 << 20));
    assertThat(other.control(tenant).rates()).isEqualTo(new Rates(500, 1 << 20));

    ledger.limit(tenant, new Rates(Limits.UNLIMITED, 1 << 20));
    assertThat(ledger.control(tenant).rates()).isEqualTo(new Rates(Limits.UNLIMITED, 1 << 20));
    ledger.limit(tenant, Rates.UNLIMITED);
    assertThat(ledger.control(tenant).rates()).isEqualTo(Rates.UNLIMITED);
  }

  @Test
  void each_change_leaves_the_others_as_they_are() {
    ledger.limit(tenant, new Rates(7, 9));
    ledger.runFailed(tenant, "run1", "no");
    ledger.suspend(tenant, By.OPERATOR, null);

    assertThat(ledger.control(tenant))
        .isEqualTo(
            new TenantControl(
                tenant,
                new Suspension(NOW, By.OPERATOR, null),
                1,
                "no",
                "run1",
                new Rates(7, 9),
                NOW.plusMillis(2)));
  }

  @Test
  void what_people_and_apps_say_is_kept_short_and_on_one_line() {
    ledger.suspend(tenant, By.OPERATOR, "two\nlines\u0007" + "x".repeat(10_000));
    String reason =
        Objects.requireNonNull(
            Objects.requireNonNull(ledger.control(tenant).suspension()).reason());

    assertThat(reason).startsWith("two lines xxx").endsWith("x…").hasSize(500);
    ledger.runFailed(tenant, "run1", " \t ");
    assertThat(ledger.control(tenant).lastFailure()).isEmpty();
  }

  private By by() {
    return Objects.requireNonNull(ledger.control(tenant).suspension()).by();
  }
}
