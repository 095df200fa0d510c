package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of the second way in. */
class BulkPaceTest {

  private final BulkPace pace = new BulkPace();

  @Test
  void what_was_measured_takes_the_place_of_what_was_assumed() {
    double assumed = pace.figures().gain();

    pace.started(2.5);
    pace.settled(0.5);
    assertThat(pace.figures()).isEqualTo(new BulkPace.Figures(2.5, assumed, 0.5));

    pace.started(4);
    assertThat(pace.figures().startSeconds()).isEqualTo(4);
  }

  @Test
  void one_odd_gain_does_not_decide_for_good() {
    pace.gained(1.5);
    assertThat(pace.figures().gain()).isEqualTo(2);

    pace.gained(1_000);
    assertThat(pace.figures().gain()).isEqualTo(3.5);
  }

  @Test
  void who_has_failed_is_not_chosen_again() {
    pace.failed();
    pace.gained(3);

    assertThat(pace.figures().gain()).isZero();
  }
}
