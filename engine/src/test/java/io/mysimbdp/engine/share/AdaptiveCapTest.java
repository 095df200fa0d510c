package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveCapTest {

  private static final long MILLI = 1_000_000;
  private static final long ORIGIN = -(1L << 60);

  private final AdaptiveCap cap = new AdaptiveCap(16, 64, Duration.ofMillis(250), ORIGIN);
  private long now = ORIGIN;

  @Test
  void grows_up_to_its_most_while_answers_are_quick_and_it_is_used() {
    assertThat(cap.current()).isEqualTo(16);

    answers(100_000, 10, false);

    assertThat(cap.current()).isEqualTo(64);
  }

  @Test
  void doubles_in_each_window_until_it_falls_for_the_first_time_and_grows_by_one_then() {
    AdaptiveCap wide = new AdaptiveCap(4, 1_000, Duration.ofMillis(250), ORIGIN);
    List<Integer> caps = new ArrayList<>();
    for (int window = 0; window < 8; window++) {
      caps.add(wide.current());
      boolean isDropped = window == 4;
      for (int i = 0; i < 100; i++) {
        now += 2 * MILLI;
        wide.sample(now - MILLI, now, wide.current(), isDropped);
        if (wide.current() != caps.get(window)) {
          break;
        }
      }
    }

    assertThat(caps).containsExactly(4, 8, 16, 32, 64, 48, 49, 50);
  }

  @Test
  void falls_to_one_under_answers_that_take_too_long_and_recovers() {
    answers(1_000, 300, false);
    assertThat(cap.current()).isEqualTo(1);

    answers(1_000, 240, false);
    assertThat(cap.current()).as("with one answer in each window").isGreaterThan(10);
  }

  @Test
  void falls_to_one_when_the_server_has_too_much_to_do_and_recovers() {
    answers(100_000, 1, true);
    assertThat(cap.current()).isEqualTo(1);

    answers(100_000, 10, false);
    assertThat(cap.current()).isEqualTo(64);
  }

  @Test
  void one_refusal_among_many_answers_is_enough() {
    now += 1_000 * MILLI;
    cap.sample(now - MILLI, now, 16, false);
    int before = cap.current();
    for (int i = 0; i < 1_000; i++) {
      now += MILLI / 20;
      cap.sample(now - MILLI, now, 16, i == 500);
    }
    now += 100 * MILLI;
    cap.sample(now - MILLI, now, 16, false);

    assertThat(cap.current()).isEqualTo(before * 3 / 4);
  }

  @Test
  void changes_at_most_once_in_a_window() {
    List<Long> changes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      now += MILLI;
      if (cap.sample(now - MILLI, now, cap.current(), i % 300 == 0)) {
        changes.add(now);
      }
    }

    assertThat(changes).hasSizeGreaterThan(10);
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i) - changes.get(i - 1)).isGreaterThanOrEqualTo(100 * MILLI);
    }
  }

  @Test
  void does_not_grow_for_a_tenant_that_does_not_use_it() {
    for (int i = 0; i < 10_000; i++) {
      now += MILLI;
      cap.sample(now - MILLI, now, 7, false);
    }

    assertThat(cap.current()).isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void begins_no_higher_than_its_most(int max) {
    assertThat(new AdaptiveCap(16, max, Duration.ofMillis(250), 0).current()).isEqualTo(max);
  }

  @Test
  void at_least_one_request_is_allowed() {
    assertThatThrownBy(() -> new AdaptiveCap(16, 0, Duration.ofMillis(250), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("At least one request must be allowed: 0");
  }

  /** As many answers as come one after the other when the cap is always used up. */
  private void answers(int count, long latencyMillis, boolean isDropped) {
    for (int i = 0; i < count; i++) {
      now += latencyMillis * MILLI / cap.current();
      cap.sample(now - latencyMillis * MILLI, now, cap.current(), isDropped);
    }
  }
}
