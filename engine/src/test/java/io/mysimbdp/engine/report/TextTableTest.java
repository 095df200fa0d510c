package io.mysimbdp.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

  @Test
  void columns_line_up_text_left_and_numbers_right() {
    TextTable table = new TextTable("NAME", ">ROWS", "STATE");
    table.row("toys", "1,234", "done");
    table.row("gift_card", "7", "failed");

    assertThat(table.render())
        .isEqualTo(
            """
            NAME        ROWS  STATE
            toys       1,234  done
            gift_card      7  failed
            """);
  }

  @Test
  void characters_outside_the_basic_plane_count_once() {
    TextTable table = new TextTable("A", "B");
    table.row("😀", "x");
    table.row("ab", "y");

    assertThat(table.render()).isEqualTo("A   B\n😀   x\nab  y\n");
  }

  @Test
  void a_row_with_another_number_of_cells_is_a_mistake() {
    assertThatThrownBy(() -> new TextTable("A", "B").row("only"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells in a table of 2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1234, 1.2 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "301983, 302 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "73000000, 73.0 MB",
    "9223372036854775807, 9.2 EB",
  })
  void bytes_have_three_digits_and_a_decimal_unit(long bytes, String expected) {
    assertThat(Sizes.bytes(bytes)).isEqualTo(expected);
  }
}
