package io.mysimbdp.engine.confine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineBudgetTest {

  private final AtomicLong nanos = new AtomicLong(5);
  private final LineBudget budget = new LineBudget(nanos::get, 10, 3);

  @Test
  void some_lines_may_come_at_once_and_the_first_too_many_is_told() {
    assertThat(budget.take()).isEqualTo(new LineBudget.Verdict(true, false, 0));
    assertThat(budget.take().isLogged()).isTrue();
    assertThat(budget.take().isLogged()).isTrue();
    assertThat(budget.take()).isEqualTo(new LineBudget.Verdict(false, true, 0));
    assertThat(budget.take()).isEqualTo(new LineBudget.Verdict(false, false, 0));
  }

  @Test
  void lines_come_back_with_time_and_say_how_many_were_left_out() {
    for (int i = 0; i < 7; i++) {
      budget.take();
    }
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));

    assertThat(budget.take()).isEqualTo(new LineBudget.Verdict(true, false, 4));
    assertThat(budget.take()).isEqualTo(new LineBudget.Verdict(false, true, 0));
  }

  @Test
  void no_more_than_some_are_saved_up() {
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take().isLogged()).isTrue();
    }
    assertThat(budget.take().isLogged()).isFalse();
  }
}
