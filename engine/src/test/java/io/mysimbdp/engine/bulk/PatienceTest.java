package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cassandra is asked again while that may help, and no longer than it should be. */
class PatienceTest {

  private final CassandraAwayException away = new CassandraAwayException("away", null);

  private final List<Duration> waits = new ArrayList<>();
  private long nanos;

  private Patience patience(Duration limit) {
    return new Patience(
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 1),
        wait -> {
          waits.add(wait);
          nanos += wait.toNanos();
        },
        () -> nanos,
        limit);
  }

  @Test
  void it_is_asked_until_it_is_back() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    patience(Duration.ofMinutes(1))
        .with(
            () -> {
              if (attempts.incrementAndGet() < 5) {
                throw away;
              }
            });
    assertThat(attempts).hasValue(5);
    assertThat(waits).map(Duration::toSeconds).containsExactly(1L, 2L, 4L, 4L);
  }

  @Test
  void it_is_not_asked_beyond_the_limit() {
    assertThatThrownBy(
            () ->
                patience(Duration.ofSeconds(8))
                    .with(
                        () -> {
                          throw away;
                        }))
        .isSameAs(away);
    assertThat(waits).map(Duration::toSeconds).containsExactly(1L, 2L, 4L);
  }

  @Test
  void what_fails_for_good_is_not_tried_again() {
    EngineException damaged = new EngineException(FailureCode.CASSANDRA_WRITE, "damaged");
    assertThatThrownBy(
            () ->
                patience(Duration.ofMinutes(1))
                    .with(
                        () -> {
                          throw damaged;
                        }))
        .isSameAs(damaged);
    assertThat(waits).isEmpty();
  }
}
