package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TestingLedger;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a tenant whose runs fail, on a real ledger. */
class CircuitBreakerTest {

  private final Ledger ledger =
      TestingLedger.open(TestedService.KEYSPACE, "home/1/a", InstantSource.system());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | a run has failed, run1
          2 | 2 runs in a row have failed, the last one, run2
          """)
  void the_run_at_which_it_is_suspended_is_named(int runs, String why) {
    String id = "broken" + runs;
    Tenant tenant =
        new Tenant(
            TestingProfiles.of(id, ""),
            new TenantFolder(Path.of(id)),
            new PluginRef(id, "1", "x.jar", "1"),
            null);
    CircuitBreaker breaker = new CircuitBreaker(ledger, () -> runs);

    for (int run = 1; run < runs; run++) {
      assertThat(breaker.ended(tenant, failed(run))).isEmpty();
    }
    Optional<String> told = breaker.ended(tenant, failed(runs));

    assertThat(told.orElseThrow())
        .startsWith("the tenant is suspended by the circuit breaker, for " + why + "; its files");
    assertThat(Objects.requireNonNull(ledger.control(id).suspension()).reason())
        .isEqualTo(why + ", for this: the app threw");
  }

  private static RunResult failed(int run) {
    return new RunResult(
        "run" + run, List.of(), FailureCode.APP_FAILED, "the app threw", null, Duration.ZERO);
  }
}
