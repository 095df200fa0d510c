package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names a table takes and refuses. */
class TableTest {

  @Test
  void names_are_in_lower_case_as_in_cql() {
    Table table = Table.of("Reviews", "Product_Id", "STARS");
    assertThat(table.name()).isEqualTo("reviews");
    assertThat(table.columns()).containsExactly("product_id", "stars");
    assertThat(table).isEqualTo(Table.of("reviews", "product_id", "stars"));
  }

  @Test
  void lower_case_does_not_depend_on_the_country() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Table.of("T", "ID").columns()).containsExactly("id");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void columns_are_a_copy_that_nobody_changes() {
    List<String> columns = new ArrayList<>(List.of("id"));
    Table table = new Table("t", columns);
    columns.add("late");
    assertThat(table.columns()).containsExactly("id").isUnmodifiable();
  }

  @Test
  void needs_a_column() {
    assertThatThrownBy(() -> Table.of("t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Table t needs at least one column");
  }

  @Test
  void refuses_a_column_named_twice_also_in_another_case() {
    assertThatThrownBy(() -> Table.of("t", "id", "x", "ID"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Table t names column id twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1st",
        "_id",
        "a b",
        "a;DROP TABLE b",
        "a.b",
        "\"a\"",
        "größe",
        "a\n",
        "a23456789012345678901234567890123456789012345678x"
      })
  void refuses_what_is_no_plain_identifier(String name) {
    String expected =
        "'" + name + "': expected a letter, then at most 47 letters, digits or underscores";
    assertThatThrownBy(() -> Table.of(name, "id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Illegal table name " + expected);
    assertThatThrownBy(() -> Table.of("t", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Illegal column name " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a_1", "a23456789012345678901234567890123456789012345678"})
  void takes_plain_identifiers(String name) {
    assertThat(Table.of(name, name).columns()).containsExactly(name);
  }
}
