package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.share.FairRate.Taker;
import io.mysimbdp.engine.share.FairRate.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that only waiting moves, but for two tests with threads. */
@Timeout(60)
class FairRateTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(123_456);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_rate_goes_by_weight_to_those_who_always_wait_and_none_of_it_is_lost(long seed) {
    Random random = new Random(seed);
    long perSecond = 1_000L << random.nextInt(8);
    int largest = 1 + random.nextInt(1_000);
    FairRate rate = new FairRate(perSecond, now::get, (signal, nanos) -> {});
    double[] weights = random.ints(2 + random.nextInt(4), 1, 10).asDoubleStream().toArray();
    List<Taker> takers = new ArrayList<>();
    List<Deque<Asked>> queues = new ArrayList<>();
    for (double weight : weights) {
      takers.add(rate.taker((int) weight));
      queues.add(new ArrayDeque<>());
    }
    Taker guest = rate.taker(5);
    List<Asked> ofGuest = new ArrayList<>();
    Fairness fairness = new Fairness(weights);
    long byGuest = 0;
    long begin = now.get();
    while (fairness.turns() < 30_000) {
      for (int i = 0; i < weights.length; i++) {
        // More than a lot serves at once, so that each always waits.
        while (queues.get(i).size() < 2 + perSecond / 200) {
          long amount = 1L + random.nextInt(largest);
          queues.get(i).addLast(new Asked(amount, takers.get(i).request(amount)));
        }
      }
      if (random.nextInt(50) == 0) {
        long amount = 1L + random.nextInt(largest);
        ofGuest.add(new Asked(amount, guest.request(amount)));
      }
      now.addAndGet(rate.serve());
      long unused = rate.serve();
      for (int i = 0; i < weights.length; i++) {
        while (!queues.get(i).isEmpty() && queues.get(i).peekFirst().ticket.isGranted()) {
          fairness.served(i, queues.get(i).removeFirst().amount);
        }
      }
      fairness.turn();
      for (Asked asked : ofGuest) {
        byGuest += asked.ticket.isGranted() ? asked.amount : 0;
      }
      ofGuest.removeIf(asked -> asked.ticket.isGranted());
    }

    double lot = (double) Math.max(largest, perSecond / 200);
    // What of a lot is used later counts when it is used.
    fairness.assertBound(2 * lot);
    fairness.assertJain(15_000, 0.98);
    double due = (double) (now.get() - begin) / SECOND * perSecond;
    assertThat(fairness.total() + byGuest).isBetween(due - (weights.length + 2) * lot, due + 1);
  }

  private record Asked(long amount, Ticket ticket) {}

  @Test
  void what_one_does_not_ask_for_goes_to_the_other() throws InterruptedException {
    FairRate rate = simulated(100);
    Taker idle = rate.taker(1_000);
    Taker busy = rate.taker(1);
    idle.take(1);
    long begin = now.get();

    for (int i = 0; i < 100; i++) {
      busy.take(1);
    }

    assertThat(Duration.ofNanos(now.get() - begin)).isLessThanOrEqualTo(Duration.ofMillis(1_001));
  }

  @Test
  void without_a_limit_nothing_waits() throws InterruptedException {
    FairRate rate = simulated(Limits.UNLIMITED);

    rate.taker(1).take(Long.MAX_VALUE);

    assertThat(now.get()).isEqualTo(123_456);
    assertThat(rate.perSecond()).isEqualTo(Limits.UNLIMITED);
  }

  @Test
  void one_that_waits_goes_on_at_once_when_the_rate_is_raised() throws InterruptedException {
    assertThat(timeToTake(10_000, 1, 100_000, Duration.ofSeconds(50)))
        .as("50 at the slow rate, the others at the fast one")
        .isBetween(Duration.ofMillis(50_098), Duration.ofMillis(50_101));
  }

  @Test
  void one_that_waits_goes_on_at_once_when_the_rate_is_lifted() throws InterruptedException {
    assertThat(timeToTake(10_000, 1, Limits.UNLIMITED, Duration.ofSeconds(50)))
        .isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void one_that_waits_waits_longer_when_the_rate_is_lowered() throws InterruptedException {
    assertThat(timeToTake(1_000, 1_000, 10, Duration.ofMillis(500)))
        .as("what was saved up beyond a tenth of a second is forfeited")
        .isBetween(Duration.ofMillis(100_390), Duration.ofMillis(100_510));
  }

  private Duration timeToTake(long amount, long perSecond, long laterPerSecond, Duration later)
      throws InterruptedException {
    FairRate[] rate = new FairRate[1];
    boolean[] changed = {false};
    rate[0] =
        new FairRate(
            perSecond,
            now::get,
            (signal, nanos) -> {
              if (changed[0]) {
                now.addAndGet(nanos);
              } else {
                assertThat(nanos).isGreaterThan(later.toNanos());
                now.addAndGet(later.toNanos());
                changed[0] = true;
                rate[0].rate(laterPerSecond);
              }
            });
    rate[0].taker(1).take(amount);
    return Duration.ofNanos(now.get() - 123_456);
  }

  @Test
  void a_rate_that_begins_later_begins_with_nothing_saved_up() throws InterruptedException {
    FairRate rate = simulated(Limits.UNLIMITED);
    now.addAndGet(100 * SECOND);
    rate.rate(10);
    long begin = now.get();

    rate.taker(1).take(10);

    assertThat(now.get() - begin).isBetween(SECOND - 10, SECOND + 10);
  }

  @Test
  void what_is_left_of_a_lot_is_not_used_at_a_slower_rate() throws InterruptedException {
    FairRate rate = simulated(1_000_000);
    Taker taker = rate.taker(1);
    taker.take(1);
    rate.rate(1);
    long begin = now.get();

    for (int i = 0; i < 10; i++) {
      taker.take(1);
    }

    assertThat(now.get() - begin).isGreaterThanOrEqualTo(9 * SECOND);
  }

  @Test
  void a_rate_is_at_least_1() {
    assertThatThrownBy(() -> simulated(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A rate must be at least 1 a second: 0");
  }

  @Test
  void threads_that_sleep_for_an_hour_are_woken_by_a_new_rate() throws InterruptedException {
    FairRate rate = new FairRate(1, System::nanoTime, FairRate.Waiting.REAL);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Taker taker = rate.taker(1 + i);
      Thread thread =
          new Thread(
              () -> {
                try {
                  taker.take(3_600);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    rate.rate(1_000_000);

    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void many_threads_lose_no_wake_up_whatever_interrupts_them() throws InterruptedException {
    FairRate rate = new FairRate(100_000, System::nanoTime, FairRate.Waiting.REAL);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Taker taker = rate.taker(1 + i);
      Random random = new Random(i);
      Thread thread =
          new Thread(
              () -> {
                for (int done = 0; done < 200; done++) {
                  try {
                    taker.take(1 + random.nextInt(200));
                    taken.incrementAndGet();
                  } catch (InterruptedException e) {
                    // As asked for.
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    Random random = new Random(7);
    int interrupts = 0;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      int dice = random.nextInt(2_000);
      if (dice < threads.size() && interrupts < 800) {
        threads.get(dice).interrupt();
        interrupts++;
      } else if (dice >= threads.size() && dice < 20) {
        rate.rate(dice % 2 == 0 ? 100_000 : 50_000);
      }
      Thread.onSpinWait();
    }

    assertThat(taken.get()).as("an interrupt ends one call").isBetween(1_600 - interrupts, 1_600);
    assertThat(rate.serve()).as("nobody waits").isEqualTo(Long.MAX_VALUE);
  }

  private FairRate simulated(long perSecond) {
    return new FairRate(perSecond, now::get, (signal, nanos) -> now.addAndGet(nanos));
  }
}
