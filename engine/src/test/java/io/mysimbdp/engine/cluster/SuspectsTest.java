package io.mysimbdp.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who is counted for lost, and how often. */
class SuspectsTest {

  private final Suspects suspects = new Suspects();

  @Test
  void parts_of_a_run_that_are_lost_with_one_executor_are_one_loss() {
    assertThat(suspects.lost("acme", "run1")).isEqualTo(1);
    assertThat(suspects.lost("acme", "run1")).isEqualTo(1);
    assertThat(suspects.lost("acme", "run2")).isEqualTo(2);
    assertThat(suspects.lost("toys", "run3")).isEqualTo(1);
  }

  @Test
  void a_run_that_has_gone_through_begins_the_count_anew() {
    suspects.lost("acme", "run1");
    assertThat(suspects.has("acme")).isTrue();

    suspects.clear("acme");

    assertThat(suspects.has("acme")).isFalse();
    assertThat(suspects.lost("acme", "run2")).isEqualTo(1);
  }
}
