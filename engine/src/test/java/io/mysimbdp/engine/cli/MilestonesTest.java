package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The watch looks when the test lets it. */
class MilestonesTest {

  private final AtomicLong written = new AtomicLong();
  private final Semaphore looks = new Semaphore(0);
  private final BlockingQueue<Long> sights = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> looked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> passed = new LinkedBlockingQueue<>();
  private volatile long seen;

  @Test
  void it_tells_of_a_third_and_of_two_thirds_and_of_each_once() throws InterruptedException {
    try (Milestones ignored = watch()) {
      look(0);
      look(9);
      assertThat(passed).isEmpty();
      look(10);
      look(19);
      assertThat(passed).containsExactly(10L);
      look(20);
      assertThat(passed).containsExactly(10L, 20L);
    }
    assertThat(passed).hasSize(2);
  }

  @Test
  void both_that_are_passed_at_once_are_told_one_after_the_other() throws InterruptedException {
    try (Milestones ignored = watch()) {
      look(25);
      looks.release();
      assertThat(passed.poll(10, TimeUnit.SECONDS)).isEqualTo(25L);
      assertThat(passed.poll(10, TimeUnit.SECONDS)).isEqualTo(25L);
    }
  }

  @Test
  void of_a_run_that_has_written_all_nothing_more_is_told() throws InterruptedException {
    written.set(30);
    try (Milestones ignored = watch()) {
      assertThat(sights.poll(10, TimeUnit.SECONDS)).isEqualTo(30L);
    }
    assertThat(passed).isEmpty();
  }

  @Test
  void nothing_is_told_of_a_run_that_is_over() throws InterruptedException {
    try (Milestones ignored = watch()) {
      look(0);
    }
    written.set(30);
    looks.release(2);
    assertThat(passed).isEmpty();
  }

  private Milestones watch() {
    return Milestones.watch(this::see, 30, this::pause, () -> passed.add(seen));
  }

  private long see() {
    seen = written.get();
    sights.add(seen);
    return seen;
  }

  private void pause(Duration time) throws InterruptedException {
    looked.add(seen);
    looks.acquire();
  }

  /** Returns once it has looked at so many rows, and told what is to be told. */
  private void look(long rows) throws InterruptedException {
    written.set(rows);
    looks.release();
    long last;
    do {
      last = Objects.requireNonNull(looked.poll(10, TimeUnit.SECONDS), "a look");
    } while (last != rows);
  }
}
