package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "a.tsv, a.tsv, true",
    "a.tsv, b.tsv, false",
    "*.tsv, .tsv, true",
    "*.tsv, a.tsv.tsv, true",
    "*.tsv, a.tsvx, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXcYb, false",
    "*, anything, true",
    "**x, x, true",
    "a.c, abc, false",
    "?, 日, true"
  })
  void a_star_stands_for_any_characters_and_a_question_mark_for_one(
      String pattern, String name, boolean isAllowed) {
    assertThat(new NamePatterns(List.of(pattern)).allow(name)).isEqualTo(isAllowed);
  }

  /** A regular expression made of this pattern would not come back within a year. */
  @Test
  void no_pattern_takes_long() {
    NamePatterns patterns = new NamePatterns(List.of("*a".repeat(100) + "*b"));

    assertThat(patterns.allow("a".repeat(10_000))).isFalse();
    assertThat(patterns.allow("a".repeat(10_000) + "b")).isTrue();
  }

  @Test
  void an_empty_list_allows_nothing() {
    assertThat(new NamePatterns(List.of()).allow("a")).isFalse();
  }
}
