package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.share.FairClock.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairClockTest {

  private final FairClock<String> clock = new FairClock<>();

  @Test
  void nobody_is_served_when_nobody_waits() {
    Share<String> share = clock.share("a", 1, 0);
    assertThat(clock.next(any -> true, 0)).isEmpty();

    clock.await(share);
    assertThat(clock.isWaiting(share)).isTrue();
    assertThat(next()).isEqualTo("a");

    clock.leave(share);
    assertThat(clock.isWaiting(share)).isFalse();
    assertThat(clock.next(any -> true, 0)).isEmpty();
  }

  @Test
  void turns_go_by_weight() {
    clock.await(clock.share("a", 3, 0));
    clock.await(clock.share("b", 1, 0));

    assertThat(serve(8, 1)).containsExactly("a", "b", "a", "a", "a", "b", "a", "a");
  }

  @Test
  void those_with_the_same_claim_are_served_as_they_came() {
    clock.await(clock.share("b", 1, 0));
    clock.await(clock.share("a", 1, 0));
    clock.await(clock.share("c", 1, 0));

    assertThat(serve(6, 1)).containsExactly("b", "a", "c", "b", "a", "c");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void what_always_waits_never_differs_by_more_than_the_bound(long seed) {
    Random random = new Random(seed);
    FairClock<Integer> many = new FairClock<>();
    double[] weights = random.ints(2 + random.nextInt(8), 1, 20).asDoubleStream().toArray();
    for (int i = 0; i < weights.length; i++) {
      many.await(many.share(i, weights[i], 0));
    }
    Share<Integer> guest = many.share(-1, 1 + random.nextInt(50), 0);
    Fairness fairness = new Fairness(weights);
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(10) == 0) {
        many.await(guest);
      } else if (random.nextInt(10) == 0) {
        many.leave(guest);
      }
      Share<Integer> next = many.next(any -> true, 0).orElseThrow();
      int cost = 1 + random.nextInt(100);
      many.serve(next, cost);
      if (next.owner() >= 0) {
        fairness.served(next.owner(), cost);
        fairness.turn();
      }
    }

    fairness.assertBound(100);
    fairness.assertJain(6_000, 0.98);
  }

  @Test
  void what_comes_back_does_not_catch_up_with_what_it_has_missed() {
    Share<String> late = clock.share("late", 1, 0);
    clock.await(late);
    clock.await(clock.share("a", 1, 0));
    serve(2, 1);
    clock.leave(late);
    assertThat(serve(100, 1)).containsOnly("a");

    clock.await(late);

    assertThat(serve(10, 1)).filteredOn("late"::equals).hasSizeBetween(5, 6);
  }

  @Test
  void what_leaves_and_comes_back_at_once_gains_nothing() {
    Share<String> sly = clock.share("sly", 1, 0);
    clock.await(sly);
    clock.await(clock.share("a", 1, 0));
    List<String> served = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      served.addAll(serve(1, 1));
      clock.leave(sly);
      clock.await(sly);
    }

    assertThat(served).filteredOn("sly"::equals).hasSizeBetween(49, 51);
  }

  @Test
  void what_was_kept_catches_up_with_its_credit_and_no_more() {
    Share<String> kept = clock.share("kept", 1, 0);
    clock.await(clock.share("a", 1, 0));
    serve(100, 1);

    clock.await(kept, 10);

    assertThat(serve(10, 1)).containsOnly("kept");
    assertThat(serve(10, 1)).filteredOn("kept"::equals).hasSizeBetween(5, 6);
  }

  @Test
  void a_head_start_is_served_first_and_gets_no_more_in_the_long_run() {
    clock.await(clock.share("a", 1, 0));
    clock.await(clock.share("first", 1, 5));

    assertThat(serve(5, 1)).containsOnly("first");
    assertThat(serve(1_000, 1)).filteredOn("first"::equals).hasSizeBetween(499, 502);
  }

  @Test
  void one_that_cannot_be_served_is_passed_by_for_as_long_as_it_is_patient() {
    clock.await(clock.share("large", 2, 0));
    clock.await(clock.share("a", 1, 0));
    List<String> served = new ArrayList<>();
    while (clock.next(owner -> !owner.equals("large"), 20).isPresent()) {
      Share<String> next = clock.next(owner -> !owner.equals("large"), 20).get();
      clock.serve(next, 1);
      served.add(next.owner());
    }

    assertThat(served).as("tags 0 to 10, for the patience is by weight").hasSize(11);
    assertThat(next()).isEqualTo("large");
  }

  @Test
  void a_changed_weight_holds_for_what_is_served_next() {
    Share<String> changing = clock.share("b", 1, 0);
    clock.await(clock.share("a", 1, 0));
    clock.await(changing);
    assertThat(serve(100, 1)).filteredOn("b"::equals).hasSize(50);

    changing.set(4, 0);

    assertThat(serve(100, 1)).filteredOn("b"::equals).hasSizeBetween(79, 81);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void a_weight_is_more_than_0(double weight) {
    assertThatThrownBy(() -> clock.share("a", weight, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A weight must be more than 0: " + weight);
  }

  private String next() {
    return clock.next(any -> true, 0).orElseThrow().owner();
  }

  private List<String> serve(int times, double cost) {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Share<String> next = clock.next(any -> true, 0).orElseThrow();
      clock.serve(next, cost);
      served.add(next.owner());
    }
    return served;
  }
}
