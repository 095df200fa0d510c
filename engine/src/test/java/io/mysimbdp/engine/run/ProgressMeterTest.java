package io.mysimbdp.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

  private static final long BEGIN = -5;

  private final ProgressMeter meter = new ProgressMeter(1_000, BEGIN);

  @Test
  void the_rate_is_that_of_the_last_ten_seconds() {
    for (int second = 1; second <= 60; second++) {
      at(second, second);
    }
    ProgressMeter.Reading slow = at(60, 60);
    assertThat(slow.bytesPerSecond()).isEqualTo(1);
    assertThat(slow.left()).isEqualTo(Duration.ofSeconds(940));

    for (int second = 61; second <= 70; second++) {
      at(second, 60 + 10L * (second - 60));
    }
    ProgressMeter.Reading fast = at(70, 160);
    assertThat(fast.bytesPerSecond()).isEqualTo(10);
    assertThat(fast.rowsPerSecond()).isEqualTo(20);
    assertThat(fast.left()).isEqualTo(Duration.ofSeconds(84));
    assertThat(fast.share()).isEqualTo(0.16);
  }

  @Test
  void before_ten_seconds_have_passed_it_is_that_since_the_beginning() {
    at(1, 100);

    assertThat(at(2, 150).bytesPerSecond()).isEqualTo(75);
  }

  @Test
  void what_was_done_before_it_began_is_done_and_no_part_of_the_rate() {
    ProgressMeter.Reading resumed =
        meter.read(
            new Counts(0, 600, 0, 0, 600), new Counts(0, 100, 0, 0, 100), BEGIN + 1_000_000_000L);

    assertThat(resumed.share()).isEqualTo(0.6);
    assertThat(resumed.bytesPerSecond()).isEqualTo(100);
    assertThat(resumed.rowsPerSecond()).isEqualTo(100);
    assertThat(resumed.left()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void nobody_knows_when_what_stands_still_will_end() {
    at(1, 100);

    assertThat(at(5, 100).left()).isNotNull();
    assertThat(at(20, 100).left()).isNull();
    assertThat(at(31, 2_000).share()).as("never more than all").isEqualTo(1);
  }

  private ProgressMeter.Reading at(long second, long bytes) {
    Counts counts = new Counts(0, 2 * bytes, 0, 0, bytes);
    return meter.read(counts, counts, BEGIN + second * 1_000_000_000L);
  }

  @Test
  void it_may_be_asked_ever_so_often() {
    for (int i = 0; i < 1_000_000; i++) {
      Counts counts = new Counts(0, i, 0, 0, i);
      meter.read(counts, counts, BEGIN + i * 1_000_000L);
    }

    assertThat(meter).extracting("samples").asInstanceOf(COLLECTION).hasSizeLessThan(103);
    assertThat(at(1_000, 1_000_000).bytesPerSecond()).isCloseTo(1_000, withPercentage(1));
  }
}
