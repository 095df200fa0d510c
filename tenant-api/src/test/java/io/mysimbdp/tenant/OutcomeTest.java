package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three things that can become of a record. */
class OutcomeTest {

  private static final Row ROW = Table.of("t", "id").row(1);

  @Test
  void write_keeps_the_rows_in_order() {
    Row second = Table.of("u", "id").row(2);
    assertThat(Outcome.write(ROW, second)).isEqualTo(new Outcome.Write(List.of(ROW, second)));
  }

  @Test
  void written_rows_are_a_copy_that_nobody_changes() {
    List<Row> rows = new ArrayList<>(List.of(ROW));
    Outcome.Write write = new Outcome.Write(rows);
    rows.clear();
    assertThat(write.rows()).containsExactly(ROW).isUnmodifiable();
  }

  @Test
  void write_needs_a_row() {
    assertThatThrownBy(Outcome::write)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A written record needs at least one row; use Outcome.skip to leave one out");
  }

  @Test
  void reject_names_a_column_or_none() {
    assertThat(Outcome.reject("too short")).isEqualTo(new Outcome.Reject(null, "too short"));
    assertThat(Outcome.reject("stars", "'6' is no rating"))
        .isEqualTo(new Outcome.Reject("stars", "'6' is no rating"));
  }

  @Test
  void skip_gives_its_reason() {
    assertThat(Outcome.skip("test order")).isEqualTo(new Outcome.Skip("test order"));
  }

  @Test
  @SuppressWarnings("NullAway") // A tenant's code need not be checked for null.
  void insists_on_a_reason() {
    assertThatThrownBy(() -> Outcome.reject(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("reason");
    assertThatThrownBy(() -> Outcome.skip(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("reason");
  }
}
