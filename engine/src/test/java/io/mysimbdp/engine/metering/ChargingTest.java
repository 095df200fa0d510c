package io.mysimbdp.engine.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose fault is charged, and whose is not. */
class ChargingTest {

  @ParameterizedTest(name = "{0} files done, {1}: {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          1, -,                    CHARGED
          9, -,                    CHARGED
          0, -,                    NOTHING_DONE
          1, APP_FAILED,           CHARGED
          1, APP_TIMED_OUT,        CHARGED
          1, TOO_MANY_REJECTS,     CHARGED
          0, APP_FAILED,           NOTHING_DONE
          0, TOO_MANY_REJECTS,     NOTHING_DONE
          1, CASSANDRA_OVERLOADED, RESOURCES
          1, CASSANDRA_UNREACHABLE, RESOURCES
          1, DISK,                 RESOURCES
          0, DISK,                 NOTHING_DONE
          1, CANCELLED,            OPERATOR
          1, LEASE_LOST,           OPERATOR
          1, INTERNAL,             ENGINE_FAULT
          """)
  void a_run_is_charged_when_it_did_something_and_nobody_else_is_to_blame(
      long filesDone, FailureCode failure, Charging expected) {
    assertThat(Charging.of(filesDone, failure)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void nothing_but_the_tenants_own_failures_is_ever_charged(FailureCode failure) {
    boolean isOwn = failure.owner() == Owner.TENANT_CODE || failure.owner() == Owner.TENANT_DATA;

    assertThat(Charging.of(1, failure) == Charging.CHARGED).isEqualTo(isOwn);
    assertThat(Charging.of(0, failure)).isNotEqualTo(Charging.CHARGED);
  }

  @Test
  void each_answer_says_why() {
    assertThat(Charging.RESOURCES.words()).startsWith("not charged: ");
    assertThat(Charging.values()).extracting(Charging::words).doesNotHaveDuplicates();
  }
}
