package io.mysimbdp.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are as wide as a terminal. */
class FittedTableTest {

  private static final List<List<String>> ROWS =
      List.of(
          List.of("id", "title", "text"),
          List.of("1", "short", "a very long text that fills more than half of a line"),
          List.of("22", "a title of some length", "x"));

  @Test
  void what_fits_is_shown_whole() {
    assertThat(render(100))
        .isEqualTo(
            """
            id  title                   text
             1  short                   a very long text that fills more than half of a line
            22  a title of some length  x
            """);
  }

  @Test
  void the_widest_columns_are_cut() {
    assertThat(render(40))
        .isEqualTo(
            """
            id  title              text
             1  short              a very long text…
            22  a title of some …  x
            """);
  }

  @Test
  void columns_that_have_no_room_are_left_out() {
    assertThat(render(12))
        .isEqualTo(
            """
            id  title
             1  short
            22  a title…
            … and 1 more column, see --output json
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 17, 25, 33, 60, 79})
  void no_line_is_longer(int width) {
    assertThat(render(width).lines().filter(line -> !line.startsWith("… and")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
  }

  @Test
  void a_value_is_one_line() {
    assertThat(FittedTable.oneLine("a\tb\nc\\n\u001b[2Jd")).isEqualTo("a\\tb\\nc\\\\n?[2Jd");
  }

  private static String render(int width) {
    return FittedTable.render(FittedTable.columns(ROWS), List.of(true, false, false), width);
  }
}
