package io.mysimbdp.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTrackerTest {

  private final PositionTracker tracker =
      new PositionTracker(new ResumePoint(10, 2, new Counts(0, 0, 0, 0, 0)), () -> {});

  @Test
  void nothing_is_durable_before_the_first_record_is() {
    PositionTracker.Entry first = tracker.add(20, 3);
    PositionTracker.Entry second = tracker.add(30, 4);
    second.release();

    assertThat(tracker.position().byteOffset()).isEqualTo(10);

    first.release();
    assertThat(tracker.position()).isEqualTo(new ResumePoint(30, 4, new Counts(2, 0, 0, 0, 0)));
  }

  @Test
  void a_record_is_durable_when_the_app_has_decided_and_every_row_is_answered() {
    PositionTracker.Entry record = tracker.add(20, 3);
    record.hold();
    record.hold();
    record.acknowledged();
    record.release();
    assertThat(tracker.position().line()).isEqualTo(2);

    record.release();
    assertThat(tracker.position()).isEqualTo(new ResumePoint(20, 3, new Counts(1, 1, 0, 0, 0)));
  }

  /** Whatever order they settle in: the position is always the end of the settled prefix. */
  @Test
  void the_position_is_the_end_of_the_settled_head() {
    Random random = new Random(99);
    List<PositionTracker.Entry> open = new ArrayList<>();
    boolean[] settled = new boolean[3_000];
    List<Integer> numbers = new ArrayList<>();
    int added = 0;
    while (added < settled.length || !open.isEmpty()) {
      if (added < settled.length && (open.size() < 50 || random.nextBoolean())) {
        open.add(tracker.add(10L + (added + 1) * 7L, added + 3L));
        numbers.add(added++);
      } else {
        int i = random.nextInt(open.size());
        PositionTracker.Entry entry = open.remove(i);
        int number = numbers.remove(i);
        if (number % 3 == 0) {
          entry.rejected();
        } else {
          entry.hold();
          entry.acknowledged();
        }
        entry.release();
        settled[number] = true;
      }
      int prefix = 0;
      while (prefix < settled.length && settled[prefix]) {
        prefix++;
      }
      int rejects = (prefix + 2) / 3;
      assertThat(tracker.position())
          .isEqualTo(
              new ResumePoint(
                  10 + prefix * 7L,
                  prefix + 2L,
                  new Counts(prefix, prefix - rejects, rejects, 0, 0)));
    }
  }
}
