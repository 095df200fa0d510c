package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunIdsTest {

  @Test
  void an_id_holds_the_time_and_eight_digits() {
    RunIds ids = new RunIds(() -> Instant.parse("2026-03-04T05:06:07.089Z"), () -> 0xbeef);

    assertThat(ids.get()).isEqualTo("20260304T050607089-0000beef");
  }

  @Test
  void exit_codes_are_distinct_and_stable() {
    assertThat(Arrays.stream(ExitCode.values()).map(c -> c.number() + " " + c.name()))
        .containsExactly(
            "0 OK",
            "1 INTERNAL",
            "2 USAGE",
            "3 REJECTS",
            "4 TENANT_FAILED",
            "5 CONFIGURATION",
            "6 CASSANDRA",
            "7 INTERRUPTED",
            "8 NOT_RUNNING",
            "9 RESOURCES",
            "10 ENVIRONMENT",
            "11 NOT_VERIFIED");
  }
}
