package io.mysimbdp.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest(name = "attempt {0}, random {1}: {2} ms")
  @CsvSource({
    "1, 0.0, 10",
    "1, 0.5, 55",
    "2, 0.0, 20",
    "2, 0.5, 110",
    "4, 0.5, 440",
    // The cap of 1 s.
    "5, 0.5, 550",
    "60, 0.5, 550",
    "60, 0.0, 100",
  })
  void waits_grow_to_the_cap_with_jitter(int attempt, double random, long expectedMillis) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> random);

    assertThat(backoff.after(attempt)).isEqualTo(Duration.ofMillis(expectedMillis));
  }
}
