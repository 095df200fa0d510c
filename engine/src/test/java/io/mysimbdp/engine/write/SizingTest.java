package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizingTest {

  private static final long MIB = 1L << 20;
  private static final Duration TARGET = Duration.ofSeconds(1);

  @Test
  void what_the_profile_fixes_stays() {
    Sizing sizing = sizing(5 * MIB, 3_000, 7);

    for (int i = 0; i < 10; i++) {
      sizing.filled(1_000L << i, 10);
    }

    assertThat(sizing.windowBytes()).isEqualTo(5 * MIB);
    assertThat(sizing.batchBytes()).isEqualTo(3_000);
    assertThat(sizing.batchRows()).isEqualTo(7);
  }

  @Test
  void a_window_grows_for_as_long_as_its_groups_do_and_no_further_than_it_may() {
    Sizing sizing = auto(16 * MIB);

    sizing.filled(2_000, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(2 * MIB);
    sizing.filled(6_000, 1_500);
    assertThat(sizing.windowBytes()).isEqualTo(4 * MIB);
    sizing.filled(8_000, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(8 * MIB);
    sizing.filled(16_000, 1_000);
    sizing.filled(32_000, 1_000);
    sizing.filled(64_000, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(16 * MIB);
  }

  @Test
  void a_window_that_makes_no_larger_groups_goes_back_and_is_looked_at_again_later() {
    Sizing sizing = auto(64 * MIB);
    sizing.filled(4_000, 1_000);
    sizing.filled(8_000, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(4 * MIB);

    sizing.filled(8_800, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(2 * MIB);
    for (int i = 0; i < 32; i++) {
      sizing.filled(8_000, 1_000);
      assertThat(sizing.windowBytes()).isEqualTo(2 * MIB);
    }
    sizing.filled(8_000, 1_000);
    assertThat(sizing.windowBytes()).isEqualTo(4 * MIB);
  }

  @Test
  void
      partitions_that_are_equally_popular_are_worth_a_large_window_though_a_small_one_gains_little() {
    Sizing sizing = auto(64 * MIB);

    for (int window = 0; window < 6; window++) {
      sizing.filled(1_000 + (50L << window), 1_000);
    }

    assertThat(sizing.windowBytes()).isEqualTo(64 * MIB);
  }

  @Test
  void rows_that_are_alone_in_their_partitions_are_hardly_held_back() {
    Sizing sizing = auto(64 * MIB);

    for (int i = 0; i < 100; i++) {
      sizing.filled(1_005, 1_000);
      assertThat(sizing.windowBytes()).isEqualTo(MIB);
    }
  }

  @Test
  void requests_that_are_too_much_even_alone_get_smaller() {
    Sizing sizing = auto(MIB);
    assertThat(sizing.batchBytes()).isEqualTo(40 << 10);
    assertThat(sizing.spanningBytes(128 << 10)).isEqualTo(128 << 10);

    answers(sizing, 40 << 10, TARGET.plusMillis(1), 2);
    assertThat(sizing.batchBytes()).isEqualTo(20 << 10);
    assertThat(sizing.spanningBytes(128 << 10)).isEqualTo(20 << 10);
    for (int i = 0; i < 10; i++) {
      answers(sizing, 1_000, TARGET.plusMillis(1), 1);
    }

    assertThat(sizing.batchBytes()).isEqualTo(4 << 10);
    assertThat(sizing.spanningBytes(3 << 10)).isEqualTo(3 << 10);
  }

  @Test
  void requests_stay_as_large_while_fewer_of_them_can_be_sent() {
    Sizing sizing = auto(MIB);

    answers(sizing, 40 << 10, TARGET.multipliedBy(2), 3);

    assertThat(sizing.batchBytes()).isEqualTo(40 << 10);
  }

  @Test
  void full_requests_that_are_answered_quickly_get_larger_up_to_what_servers_warn_of() {
    Sizing sizing = auto(MIB);

    answers(sizing, 39 << 10, TARGET.dividedBy(10), 64);
    assertThat(sizing.batchBytes()).isEqualTo(80 << 10);
    answers(sizing, 79 << 10, TARGET.dividedBy(10), 64);
    answers(sizing, 120 << 10, TARGET.dividedBy(10), 64);

    assertThat(sizing.batchBytes()).isEqualTo(128 << 10);
  }

  @Test
  void requests_that_are_hardly_ever_full_or_not_answered_quickly_stay_as_they_are() {
    Sizing sizing = auto(MIB);

    answers(sizing, 10 << 10, TARGET.dividedBy(10), 64);
    answers(sizing, 40 << 10, TARGET.dividedBy(8), 64);

    assertThat(sizing.batchBytes()).isEqualTo(40 << 10);
  }

  @Test
  void requests_whose_size_the_profile_fixes_keep_it_also_where_they_span_partitions() {
    Sizing sizing = sizing(MIB, 11_000, 500);

    answers(sizing, 11_000, TARGET.multipliedBy(2), 1);
    answers(sizing, 11_000, Duration.ofMillis(1), 64);

    assertThat(sizing.batchBytes()).isEqualTo(11_000);
    assertThat(sizing.spanningBytes(128 << 10)).isEqualTo(11_000);
  }

  private static void answers(Sizing sizing, long bytes, Duration latency, int cap) {
    for (int i = 0; i < Sizing.ANSWERS; i++) {
      sizing.answered(bytes, latency.toNanos(), cap);
    }
  }

  private static Sizing auto(long mostWindow) {
    return new Sizing(
        settings(WriteSettings.AUTO, WriteSettings.AUTO, WriteSettings.AUTO),
        mostWindow,
        128 << 10);
  }

  private static Sizing sizing(long window, int batchBytes, int batchRows) {
    return new Sizing(settings(window, batchBytes, batchRows), 64 * MIB, 128 << 10);
  }

  private static WriteSettings settings(long window, int batchBytes, int batchRows) {
    return new WriteSettings(
        "ONE",
        Nulls.UNSET,
        window,
        batchBytes,
        batchRows,
        16,
        TARGET,
        Duration.ofSeconds(1),
        WritePath.CQL);
  }
}
