package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rows as values. */
class RowTest {

  private static final Table TABLE = Table.of("t", "id", "score");

  @Test
  void holds_the_values_in_the_order_of_the_columns() {
    Row row = TABLE.row("a", 5);
    assertThat(row.table()).isSameAs(TABLE);
    assertThat(row.size()).isEqualTo(2);
    assertThat(row.value(0)).isEqualTo("a");
    assertThat(row.value(1)).isEqualTo(5);
    assertThat(row).hasToString("t[a, 5]");
  }

  @Test
  void a_value_may_be_null() {
    assertThat(TABLE.row("a", null).value(1)).isNull();
  }

  @Test
  void needs_one_value_for_each_column() {
    assertThatThrownBy(() -> TABLE.row("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Table t was declared with 2 columns [id, score] but the row has 1 values");
  }

  @Test
  void has_no_further_position() {
    assertThatThrownBy(() -> TABLE.row("a", 5).value(2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rows_of_equal_tables_and_values_are_equal() {
    assertThat(TABLE.row("a", new int[] {1}))
        .isEqualTo(Table.of("T", "ID", "Score").row("a", new int[] {1}))
        .hasSameHashCodeAs(TABLE.row("a", new int[] {1}))
        .isNotEqualTo(TABLE.row("a", new int[] {2}))
        .isNotEqualTo(Table.of("other", "id", "score").row("a", new int[] {1}))
        .isNotEqualTo("t[a, 5]");
  }
}
