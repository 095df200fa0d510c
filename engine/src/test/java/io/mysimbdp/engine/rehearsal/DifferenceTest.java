package io.mysimbdp.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final Contents BEFORE =
      contents(
          Map.of(
              List.of("'a'", "1"),
              List.of("10", "'x'"),
              List.of("'a'", "2"),
              List.of("20", "'y'")));

  @Test
  void the_same_rows_are_no_difference_whatever_their_order() {
    Map<List<String>, List<String>> turned = new HashMap<>();
    turned.put(List.of("'a'", "2"), List.of("20", "'y'"));
    turned.put(List.of("'a'", "1"), List.of("10", "'x'"));

    assertThat(Difference.between(BEFORE, contents(turned)).isNone()).isTrue();
  }

  @Test
  void missing_rows_and_other_values_are_counted_and_one_is_shown() {
    Contents now = contents(Map.of(List.of("'a'", "1"), List.of("11", "'x'")));

    assertThat(Difference.between(BEFORE, now).sentence())
        .isEqualTo(
            "t: 1 of 2 rows missing; another value of stars in 1 rows (10 became 11 where id = 'a', n"
                + " = 1)");
  }

  @Test
  void columns_of_a_key_that_is_made_up_are_named() {
    Contents now =
        contents(
            Map.of(
                List.of("'a'", "1"), List.of("10", "'x'"),
                List.of("'a'", "2"), List.of("20", "'y'"),
                List.of("'a'", "91"), List.of("10", "'x'"),
                List.of("'a'", "92"), List.of("20", "'y'")));

    Difference difference = Difference.between(BEFORE, now);

    assertThat(difference.sentence())
        .isEqualTo("t: 2 rows too many, with new values in n (too many: id = 'a', n = 91)");
    assertThat(difference.withoutExtra().isNone()).isTrue();
  }

  @Test
  void what_is_another_each_time_is_left_out() {
    Contents other =
        contents(
            Map.of(
                List.of("'a'", "1"),
                List.of("10", "'later'"),
                List.of("'a'", "2"),
                List.of("20", "'y'")));
    Shifting shifting = Shifting.of(Difference.between(BEFORE, other));
    Contents now =
        contents(
            Map.of(
                List.of("'a'", "1"),
                List.of("10", "'never'"),
                List.of("'a'", "2"),
                List.of("21", "'y'")));

    assertThat(Difference.between(BEFORE, other).without(shifting).isNone()).isTrue();
    assertThat(Difference.between(BEFORE, now).without(shifting).sentence())
        .isEqualTo("t: another value of stars in 1 rows");
  }

  @Test
  void a_table_that_is_not_there_has_lost_all_its_rows() {
    assertThat(Difference.between(BEFORE, new Contents(new TreeMap<>())).sentence())
        .startsWith("t: 2 of 2 rows missing");
  }

  @Test
  void values_that_are_long_or_hold_control_characters_are_shown_all_the_same() {
    Contents now =
        contents(
            Map.of(
                List.of("'a'", "1"), List.of("\u001b[31m" + "9".repeat(100), "'x'"),
                List.of("'a'", "2"), List.of("20", "'y'")));

    assertThat(Difference.between(BEFORE, now).sentence())
        .contains("10 became ?[31m" + "9".repeat(55) + "… where");
  }

  private static Contents contents(Map<List<String>, List<String>> rows) {
    return new Contents(
        new TreeMap<>(
            Map.of("t", new Contents.Table(List.of("id", "n"), List.of("stars", "text"), rows))));
  }
}
