package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CrewTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void every_item_is_taken_once_and_told_of_in_order() {
    Map<Integer, Integer> taken = new ConcurrentHashMap<>();
    List<String> told = new ArrayList<>();
    try (Crew crew = Crew.of(7)) {
      crew.each(
          HUNDRED,
          i -> {
            taken.merge(i, 1, Integer::sum);
            return "item " + i;
          },
          told::add);
    }

    assertThat(taken).hasSize(100).allSatisfy((i, times) -> assertThat(times).isOne());
    assertThat(told).isEqualTo(HUNDRED.stream().map(i -> "item " + i).toList());
  }

  @Test
  void as_many_wait_together_as_there_are_helpers_and_one_more() {
    CyclicBarrier together = new CyclicBarrier(4);
    try (Crew crew = Crew.of(3)) {
      crew.each(HUNDRED, i -> meet(together));
    }
    assertThat(together.isBroken()).isFalse();
  }

  @Test
  void after_one_that_fails_no_other_begins_and_what_was_done_before_is_told() {
    Crew alone = Crew.of(1);
    alone.close();
    List<Integer> begun = new ArrayList<>();
    List<Integer> told = new ArrayList<>();

    assertThatThrownBy(
            () ->
                alone.each(
                    HUNDRED,
                    i -> {
                      begun.add(i);
                      if (i == 2) {
                        throw new IllegalStateException("the third");
                      }
                      return i;
                    },
                    told::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the third");

    assertThat(begun).containsExactly(0, 1, 2);
    assertThat(told).containsExactly(0, 1);
  }

  @Test
  void what_is_under_way_when_another_one_fails_is_waited_for() {
    CyclicBarrier both = new CyclicBarrier(2);
    CountDownLatch failed = new CountDownLatch(1);
    List<Integer> told = new ArrayList<>();
    try (Crew crew = Crew.of(1)) {
      assertThatThrownBy(
              () ->
                  crew.each(
                      List.of(0, 1),
                      i -> {
                        meet(both);
                        if (i == 0) {
                          failed.countDown();
                          throw new IllegalStateException("the first");
                        }
                        await(failed);
                        return i;
                      },
                      told::add))
          .hasMessage("the first");
    }
    assertThat(told).containsExactly(1);
  }

  @Test
  void a_thread_whose_helpers_are_all_busy_does_it_alone() throws Exception {
    CountDownLatch busy = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    try (Crew crew = Crew.of(1)) {
      Thread other =
          new Thread(
              () ->
                  crew.each(
                      List.of(1, 2),
                      i -> {
                        busy.countDown();
                        await(go);
                      }));
      other.start();
      await(busy);

      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      crew.each(HUNDRED, i -> threads.add(Thread.currentThread()), fresh -> {});

      assertThat(threads).containsExactly(Thread.currentThread());
      go.countDown();
      other.join();
    }
  }

  @Test
  void a_closed_crew_leaves_the_work_to_whoever_has_it() {
    Crew crew = Crew.of(2);
    crew.close();
    List<Integer> told = new ArrayList<>();

    crew.each(HUNDRED, i -> i, told::add);

    assertThat(told).isEqualTo(HUNDRED);
  }

  @Test
  void an_interrupt_is_passed_on_to_the_helpers_and_stays_set() throws Exception {
    CountDownLatch helping = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicInteger flags = new AtomicInteger();
    try (Crew crew = Crew.of(1)) {
      Thread asker = new Thread(() -> askAndBeInterrupted(crew, helping, interrupted, flags));
      asker.start();
      await(helping);
      asker.interrupt();
      asker.join();
    }
    assertThat(interrupted.getCount()).isZero();
    assertThat(flags).as("the flag of who has asked").hasValue(1);
  }

  private static void askAndBeInterrupted(
      Crew crew, CountDownLatch helping, CountDownLatch interrupted, AtomicInteger flags) {
    Thread self = Thread.currentThread();
    crew.each(
        List.of(1, 2),
        i -> {
          if (Thread.currentThread() == self) {
            await(helping);
            return;
          }
          helping.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    flags.addAndGet(self.isInterrupted() ? 1 : 0);
  }

  @Test
  void helpers_do_not_remember_the_class_loader_of_whoever_asks_them_first() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    CyclicBarrier both = new CyclicBarrier(2);
    List<ClassLoader> loaders = new ArrayList<>();
    try (Crew crew = Crew.of(1);
        URLClassLoader tenant = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(tenant);
      crew.each(
          List.of(1, 2),
          i -> {
            meet(both);
            return Thread.currentThread().getContextClassLoader();
          },
          loaders::add);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(loaders).contains(before);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      // The test goes on: what it waits for tells whether it was heard.
      Thread.currentThread().interrupt();
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("nobody came", e);
    }
  }
}
