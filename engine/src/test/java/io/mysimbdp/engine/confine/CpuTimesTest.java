package io.mysimbdp.engine.confine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads come and go, and what they took stays. */
class CpuTimesTest {

  private final Map<Long, Long> threads = new HashMap<>();
  private final CpuTimes times = new CpuTimes(id -> threads.getOrDefault(id, -1L));

  @Test
  void a_thread_that_has_ended_counts_as_it_was_last_seen() {
    threads.put(1L, 100L);
    threads.put(2L, 10L);
    times.see(1);
    times.see(2);
    threads.put(1L, 150L);
    times.see(1);
    threads.remove(1L);
    times.foldEnded();
    threads.put(2L, 20L);
    times.see(1);
    times.see(2);
    times.foldEnded();

    assertThat(times.total()).isEqualTo(Duration.ofNanos(170));
  }

  @Test
  void a_thread_that_was_never_seen_takes_no_time() {
    times.see(7);
    times.foldEnded();

    assertThat(times.total()).isZero();
  }

  @Test
  void the_calling_thread_takes_some() {
    CpuTimes real = new CpuTimes();

    real.see(Thread.currentThread().getId());

    assertThat(real.total()).isPositive();
  }
}
