package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLinesTest {

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"0, 0:00", "7, 0:07", "754, 12:34", "3723, 1:02:03", "100000, 27:46:40"})
  void times_are_told_as_clocks_tell_them(long seconds, String told) {
    assertThat(ProgressLines.clock(Duration.ofSeconds(seconds))).isEqualTo(told);
  }
}
