package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  private static final Table RATINGS = Table.of("Ratings", "User_Id", "stars");

  @Test
  void names_of_tables_and_columns_ignore_case_as_in_cql() {
    assertThat(RATINGS).isEqualTo(Table.of("ratings", "user_id", "STARS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a.b", "a b", "\"a\"", "a;", "é"})
  void a_name_that_is_no_identifier_is_refused(String name) {
    assertThatThrownBy(() -> Table.of("t", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Illegal column name '"
                + name
                + "': expected a letter, then at most 47 letters, digits or underscores");
  }

  @Test
  void a_table_needs_columns_and_each_once() {
    assertThatThrownBy(() -> Table.of("t")).hasMessage("Table t needs at least one column");
    assertThatThrownBy(() -> Table.of("t", "a", "A")).hasMessage("Table t names column a twice");
  }

  @Test
  void a_row_has_a_value_for_each_column() {
    Row row = RATINGS.row(7, null);

    assertThat(row.value(0)).isEqualTo(7);
    assertThat(row.value(1)).isNull();
    assertThat(row).isEqualTo(RATINGS.row(7, null)).isNotEqualTo(RATINGS.row(8, null));
    assertThat(row).hasToString("ratings[7, null]");
    assertThatThrownBy(() -> RATINGS.row(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Table ratings was declared with 2 columns [user_id, stars] but the row has 1 values");
  }

  @Test
  void a_written_record_has_rows() {
    assertThat(Outcome.write(RATINGS.row(1, 2)))
        .isEqualTo(new Outcome.Write(List.of(RATINGS.row(1, 2))));
    assertThatThrownBy(Outcome::write)
        .hasMessage("A written record needs at least one row; use Outcome.skip to leave one out");
  }
}
