package io.mysimbdp.testkit;

import static io.mysimbdp.testkit.Apps.T;
import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An assertion that fails shows what was there. */
class BatchResultAssertTest {

  private static final BatchResult RESULT =
      new BatchResult(
          List.of(
              new IngestedFile("a.tsv", IngestedFile.State.DONE, 3, 1, 1, 1, null),
              new IngestedFile("b.tsv", IngestedFile.State.REFUSED, 0, 0, 0, 0, "it is empty")),
          List.of(new RejectedRecord("a.tsv", 3, 9, "id", "APP", "id is 'x'", "x\ttwo")),
          new BatchResult.Memory(
              List.of(new WrittenRow("a.tsv", 2, T.row(1, "one"))),
              List.of(new SkippedRecord("a.tsv", 4, "not wanted")),
              List.of()),
          null);

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(
            result -> assertThat(result).readsAll(),
            """
            Expected every file to be done, but the run went through
              a.tsv is DONE (3 read, 1 rows, 1 rejects, 1 skipped)
              b.tsv is REFUSED (0 read, 0 rows, 0 rejects, 0 skipped): it is empty"""),
        failure(
            result -> assertThat(result).failsWith("x"),
            "Expected the run to fail with \"x\", but the run went through"),
        failure(
            result -> assertThat(result).refuses("a.tsv", "x"),
            "Expected file a.tsv to be refused with \"x\", but the run went through"),
        failure(
            result -> assertThat(result).wrote("u"),
            "Expected rows of table u, but the run went through"),
        failure(
            result -> assertThat(result).wrote("t").row(1L, "one"),
            "Expected table t to have the row\n  [1 (Long), \"one\"]\nbut its rows are:\n"
                + "  a.tsv:2: t[id=1, name=\"one\"]"),
        failure(
            result -> assertThat(result).wrote("t").rowWith(Map.of("name", "two", "id", 1)),
            "Expected table t to have a row with\n  id=1, name=\"two\"\nbut its rows are:\n"
                + "  a.tsv:2: t[id=1, name=\"one\"]"),
        failure(
            result -> assertThat(result).wrote("t").rows(2),
            "Expected table t to have 2 rows, but it has 1:\n  a.tsv:2: t[id=1, name=\"one\"]"),
        failure(
            result -> assertThat(result).wroteNothing(),
            "Expected no rows, but there are:\n  a.tsv:2: t[id=1, name=\"one\"]"),
        failure(
            result -> assertThat(result).rejected(3, "id is"),
            "Expected line 3 to be rejected as a whole with \"id is\", but the rejects are:\n"
                + "  a.tsv:3, column id: id is 'x'"),
        failure(
            result -> assertThat(result).rejected(4, "id", "id is"),
            "Expected line 4 to be rejected for column id with \"id is\", but the rejects are:\n"
                + "  a.tsv:3, column id: id is 'x'"),
        failure(
            result -> assertThat(result).hasNoRejects(),
            "Expected 0 rejects, but there are 1:\n  a.tsv:3, column id: id is 'x'"),
        failure(
            result -> assertThat(result).skipped(4, "unwanted"),
            "Expected line 4 to be skipped with \"unwanted\", but what is skipped is:\n"
                + "  a.tsv:4: not wanted"));
  }

  private static Arguments failure(Consumer<BatchResult> assertion, String message) {
    return arguments(message, assertion);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_failure_shows_what_was_there(String message, Consumer<BatchResult> assertion) {
    assertThatThrownBy(() -> assertion.accept(RESULT))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void what_holds_passes() {
    assertThat(RESULT)
        .refuses("b.tsv", "empty")
        .rejected(3, "id", "id is 'x'")
        .hasRejects(1)
        .skipped(4, "not wanted")
        .wrote("T")
        .row(1, "one")
        .rowWith(Map.of("id", 1))
        .rows(1)
        .and()
        .hasRejects(1);
  }

  @Test
  void a_long_list_is_cut() {
    assertThat(ShownValues.lines(java.util.Collections.nCopies(22, "x")))
        .endsWith("\n  x\n  … and 2 more");
  }

  @Test
  void what_went_into_a_cassandra_is_not_in_memory() {
    BatchResult result = new BatchResult(List.of(), List.of(), null, null);

    assertThatThrownBy(result::rows).hasMessageContaining("ask TestCassandra.session() for rows");
  }
}
