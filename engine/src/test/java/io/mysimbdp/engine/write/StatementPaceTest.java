package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mysimbdp.engine.write.StatementPace.Reading;
import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How fast statements have been lately. */
class StatementPaceTest {

  private static final Table ITEMS = Table.of("items", "id");
  private static final Table NAMED = Table.of("named", "id");
  private static final long MILLI = 1_000_000;

  private final AtomicLong bytesLeft = new AtomicLong(1_000_000);
  private final StatementPace pace = new StatementPace(Duration.ofSeconds(3), bytesLeft::get);
  private long now = 5_000 * MILLI;

  /** A row that takes so long to be made, and so long to be handed over, of 100 bytes. */
  private void write(Table table, long thread, long makingMillis, long writingMillis) {
    long begin = now + makingMillis * MILLI;
    now = begin + writingMillis * MILLI;
    bytesLeft.addAndGet(-100);
    pace.wrote(table, thread, begin, now);
  }

  private void write(int rows, long makingMillis, long writingMillis) {
    for (int i = 0; i < rows; i++) {
      write(ITEMS, 1, makingMillis, writingMillis);
    }
  }

  @Test
  void nothing_is_said_while_all_is_cold() {
    write(200, 0, 10);

    assertThat(pace.read(ITEMS, now)).isEqualTo(new Reading(0, 0, 0, 0, 980_000, 0));
  }

  @Test
  void only_the_latest_stretch_counts() {
    write(30, 0, 100);
    write(300, 1, 9);
    assertThat(pace.read(ITEMS, now).rowsPerSecond()).isBetween(99.0, 101.0);

    write(600, 5, 15);

    Reading reading = pace.read(ITEMS, now);
    assertThat(reading.seconds()).isBetween(3.0, 6.0);
    assertThat(reading.rows()).isEqualTo(reading.allRows());
    assertThat(reading.rowsPerSecond()).isBetween(49.0, 51.0);
    assertThat(reading.bytesPerSecond()).isBetween(4_900.0, 5_100.0);
    assertThat(reading.bytesLeft()).isEqualTo(1_000_000 - 93_000);
    assertThat(reading.share()).isBetween(0.74, 0.76);
  }

  @Test
  void each_table_has_its_share_of_the_time_of_all_threads() {
    for (int i = 0; i < 2_000; i++) {
      write(ITEMS, 1, 0, 4);
      write(NAMED, 1, 0, 2);
      // A thread of its own, which was busy with something else since its last one.
      write(NAMED, 2, 0, 0);
    }

    assertThat(pace.read(ITEMS, now).share()).isBetween(0.33, 0.34);
    assertThat(pace.read(NAMED, now).share()).isBetween(0.16, 0.17);
    assertThat(pace.read(NAMED, now).rows())
        .isCloseTo(2 * pace.read(ITEMS, now).rows(), within(2L));
    assertThat(pace.read(Table.of("other", "id"), now).rows()).isZero();
  }
}
