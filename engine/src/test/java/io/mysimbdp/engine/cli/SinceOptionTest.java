package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

/** How far back one can look. */
class SinceOptionTest {

  private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90m, 2026-11-16T08:30:00Z",
    "7D, 2026-11-09T10:00:00Z",
    "7300d, 2006-11-21T10:00:00Z",
    "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z"
  })
  void a_time_is_read(String text, Instant expected) {
    assertThat(new SinceOption.Converter().convert(text).from(NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, a time such as 90m",
    "7301d, a time at most 7300d back",
    "999999h, a time at most 7300d back",
    "1999-12-31T23:59:59Z, a time from 2000-01-01T00:00:00Z on",
    "-1000000000-01-01T00:00:00Z, a time from 2000-01-01T00:00:00Z on"
  })
  void what_is_no_time_or_one_before_there_was_anything_is_refused(String text, String expected) {
    assertThatThrownBy(() -> new SinceOption.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("expected " + expected)
        .hasMessageEndingWith("got '" + text + "'");
  }
}
