package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final StopSignal signal = new StopSignal();
  private final List<String> heard = new ArrayList<>();

  @Test
  void listeners_hear_the_first_reason_once() {
    signal.subscribe(e -> heard.add(e.getMessage()));
    signal.trip("stopped");
    signal.trip("again");

    assertThat(heard).containsExactly("stopped");
    assertThat(signal.isTripped()).isTrue();
  }

  @Test
  void who_comes_late_hears_it_at_once() {
    signal.trip("stopped");
    signal.subscribe(e -> heard.add(e.getMessage()));

    assertThat(heard).containsExactly("stopped");
  }

  @Test
  void who_has_left_hears_nothing() {
    signal.subscribe(e -> heard.add(e.getMessage())).close();
    signal.trip("stopped");

    assertThat(heard).isEmpty();
  }

  @Test
  void waiting_ends_when_the_signal_is_tripped() throws InterruptedException {
    assertThat(signal.await(Duration.ZERO)).isFalse();
    signal.trip("stopped");
    assertThat(signal.await(Duration.ofDays(1))).isTrue();
  }
}
