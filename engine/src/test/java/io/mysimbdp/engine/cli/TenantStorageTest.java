package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How often Cassandra is asked what lies there for a tenant. */
class TenantStorageTest {

  private static final TenantSchema SCHEMA =
      new TenantSchema("CREATE TABLE t (a text PRIMARY KEY);", "a test", List.of(), true);

  private long now;
  private Duration cost = Duration.ofMillis(2);
  private long bytes;
  private final TenantStorage storage =
      new TenantStorage(
          (keyspace, tables) -> {
            now += cost.toNanos();
            return OptionalLong.of(bytes);
          },
          () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void the_last_run_of_a_burst_is_told_what_it_has_left() {
    storage.declare(TestingProfiles.of("toys", ""), SCHEMA);
    for (bytes = 1; bytes <= 5; bytes++) {
      assertThat(storage.apply("toys")).hasValue(bytes);
      pass(Duration.ofMillis(20));
    }
  }

  @Test
  void to_ask_takes_a_tenth_of_the_time_at_most() {
    storage.declare(TestingProfiles.of("toys", ""), SCHEMA);
    storage.apply("toys");
    bytes = 7;

    pass(Duration.ofMillis(20).minusNanos(1));
    assertThat(storage.apply("toys")).hasValue(0);
    pass(Duration.ofNanos(1));
    assertThat(storage.apply("toys")).hasValue(7);
  }

  @Test
  void what_takes_very_long_to_ask_is_asked_once_a_minute() {
    storage.declare(TestingProfiles.of("toys", ""), SCHEMA);
    cost = Duration.ofSeconds(30);
    storage.apply("toys");
    bytes = 7;

    pass(Duration.ofMinutes(1).minusNanos(1));
    assertThat(storage.apply("toys")).hasValue(0);
    pass(Duration.ofNanos(1));
    assertThat(storage.apply("toys")).hasValue(7);
  }

  @Test
  void of_a_tenant_without_tables_and_of_one_that_has_gone_nothing_is_known() {
    assertThat(storage.apply("toys")).isEmpty();
    storage.declare(TestingProfiles.of("toys", ""), SCHEMA);
    assertThat(storage.apply("toys")).isPresent();

    storage.forget("toys");

    assertThat(storage.apply("toys")).isEmpty();
    assertThat(now).as("asked once").isEqualTo(cost.toNanos());
  }
}
