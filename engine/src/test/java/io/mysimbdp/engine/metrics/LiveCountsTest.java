package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.TestingCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LiveCountsTest {

  private final LiveCounts live = new LiveCounts();

  @Test
  void what_runs_do_counts_while_they_run_and_once() {
    TestingCounters one = new TestingCounters();
    TestingCounters two = new TestingCounters();
    live.began("1", one.counters());
    live.began("2", two.counters());

    one.write(3);
    two.write(5).reject(2);
    assertThat(live.counts()).isEqualTo(new Counts(10, 8, 2, 0, 100));
    assertThat(live.running()).isEqualTo(2);

    live.ended("1");
    assertThat(live.counts()).isEqualTo(new Counts(10, 8, 2, 0, 100));
    two.write(1);
    live.ended("2");
    live.ended("2");
    assertThat(live.counts()).isEqualTo(new Counts(11, 9, 2, 0, 110));
    assertThat(live.running()).isZero();
  }

  @Test
  void what_a_run_before_has_done_is_not_counted_again() {
    TestingCounters first = new TestingCounters();
    live.began("1", first.counters());
    first.write(100).reject(1);
    live.ended("1");

    TestingCounters second = new TestingCounters();
    live.began("2", second.counters());
    second.resume(new Counts(80, 79, 1, 0, 0));
    assertThat(live.counts().recordsRead()).isEqualTo(101);
    second.write(20);

    assertThat(live.counts()).isEqualTo(new Counts(121, 120, 1, 0, 1_210));
  }

  @Test
  void an_app_that_was_abandoned_counts_no_more() {
    TestingCounters abandoned = new TestingCounters();
    live.began("1", abandoned.counters());
    abandoned.write(1);
    live.ended("1");

    abandoned.write(1_000);

    assertThat(live.counts().rowsWritten()).isEqualTo(1);
  }

  @Test
  void counts_never_shrink_whatever_begins_resumes_and_ends_meanwhile() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> writers = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      String name = "run" + t + "-";
      writers.add(
          threads.submit(
              () -> {
                int written = 0;
                for (int i = 0; i < 2_000; i++) {
                  TestingCounters counters = new TestingCounters();
                  live.began(name + i, counters.counters());
                  counters.resume(new Counts(1_000, 1_000, 0, 0, 0)).write(7);
                  live.ended(name + i);
                  written += 7;
                }
                return written;
              }));
    }
    Future<Long> reader =
        threads.submit(
            () -> {
              long last = 0;
              while (!stop.get()) {
                long now = live.counts().rowsWritten();
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
              }
              return last;
            });
    long written = (long) writers.get(0).get() + writers.get(1).get();
    stop.set(true);

    assertThat(reader.get()).isLessThanOrEqualTo(written);
    assertThat(live.counts().rowsWritten()).isEqualTo(written);
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
