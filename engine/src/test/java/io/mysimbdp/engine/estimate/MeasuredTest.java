package io.mysimbdp.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.Charging;
import io.mysimbdp.engine.metering.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is measured of the runs of a sample. */
class MeasuredTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void runs_that_have_done_all_of_their_files_are_added_up() {
    assertThat(Measured.of(List.of(run("1", 1, null), run("2", 2, null))))
        .isEqualTo(new Measured(3_000, 36, 30, 6, Duration.ofSeconds(6), Duration.ofSeconds(2)));
  }

  @Test
  void the_time_of_what_has_failed_is_not_laid_upon_what_was_done() {
    UsageRecord done = run("1", 2, null);

    assertThat(
            Measured.of(
                List.of(
                    done,
                    run("2", 1, FailureCode.APP_TIMED_OUT),
                    run("3", 0, FailureCode.APP_TIMED_OUT))))
        .isEqualTo(Measured.of(List.of(done)));
    assertThat(Measured.of(List.of(run("1", 1, FailureCode.APP_TIMED_OUT))).isEmpty()).isTrue();
  }

  /** Returns a run of 3 s; one that fails has 2 files. */
  private static UsageRecord run(String id, int done, @Nullable FailureCode failure) {
    return new UsageRecord(
        "toys",
        id,
        "home/1/a",
        null,
        NOW.minusSeconds(3),
        NOW,
        failure,
        failure == null ? done : 2,
        done,
        2_000,
        done * 1_000L,
        done * 12L,
        done * 10L,
        done * 2L,
        Duration.ofSeconds(1),
        null,
        Charging.of(done, failure));
  }
}
