package io.mysimbdp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.tenant.UnknownColumnException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRecordTest {

  private static final TestRecord RECORD = new TestRecord(List.of("a", "b"), List.of("1", "2"));

  @Test
  void a_record_has_values_by_column_and_position() {
    assertThat(RECORD.get("a")).isEqualTo("1");
    assertThat(RECORD.get(1)).isEqualTo("2");
    assertThat(RECORD.with("b", "x").raw()).isEqualTo("1\tx");
  }

  @Test
  void a_column_that_is_not_there_is_told() {
    assertThatThrownBy(() -> RECORD.get("c"))
        .isInstanceOf(UnknownColumnException.class)
        .hasMessage("a record for tests has no column c; it has [a, b]");
    assertThatThrownBy(() -> RECORD.with("c", "x")).isInstanceOf(UnknownColumnException.class);
    assertThatThrownBy(() -> new TestRecord(List.of("a"), List.of()))
        .hasMessage("There are 1 columns, but 0 values");
  }
}
