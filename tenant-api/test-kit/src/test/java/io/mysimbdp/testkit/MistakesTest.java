package io.mysimbdp.testkit;

import static io.mysimbdp.testkit.Apps.SCHEMA;
import static io.mysimbdp.testkit.Apps.T;
import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake of an app has its sentence. */
class MistakesTest {

  private static final String TWO = "id\tname\n1\tone\n2\ttwo\n";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "a wrangler that returns null",
            Apps.wrangling(record -> nothing()),
            "wrangle returned null for a.tsv:2; expected Outcome.write, Outcome.reject or"
                + " Outcome.skip"),
        arguments(
            "a wrangler that throws",
            Apps.wrangling(record -> Outcome.skip(record.get("name").substring(9))),
            "wrangle failed on a.tsv:2: StringIndexOutOfBoundsException"),
        arguments(
            "too few values",
            Apps.wrangling(record -> Outcome.write(T.row(1))),
            "Table t was declared with 2 columns [id, name] but the row has 1 values"),
        arguments(
            "an unknown table",
            Apps.wrangling(record -> Outcome.write(Table.of("count", "id").row(1))),
            "Table tenant.count does not exist; did you mean counts?"),
        arguments(
            "an unknown column",
            Apps.wrangling(record -> Outcome.write(Table.of("t", "id", "scores").row(1, 2.0))),
            "Table tenant.t has no column scores; did you mean score?"),
        arguments(
            "no primary key",
            Apps.wrangling(record -> Outcome.write(Table.of("t", "name").row("x"))),
            "Table tenant.t has the primary key column id, which the app does not write; it writes"
                + " name"),
        arguments(
            "a counter",
            Apps.wrangling(record -> Outcome.write(Table.of("counts", "id", "n").row(1, 1L))),
            "Table tenant.counts holds counters, which the writer cannot write exactly once; update"
                + " them through the session"),
        arguments(
            "a record forgotten",
            Apps.reading((context, record) -> {}),
            "2 of 2 records of a.tsv were neither written, rejected nor skipped by the app, for"
                + " example line 2"),
        arguments(
            "a file read in part",
            Apps.doing(context -> context.files().get(0).records()),
            "the app returned before the end of a.tsv"),
        arguments(
            "a file not opened",
            Apps.doing(context -> {}),
            "the app returned without opening a.tsv"),
        arguments(
            "a stream and the records of one file",
            Apps.doing(
                context -> {
                  context.files().get(0).open();
                  context.files().get(0).records();
                }),
            "File a.tsv has been opened before; a file is read once in a run"),
        arguments(
            "rejected twice",
            Apps.reading(
                (context, record) -> {
                  context.rejects().reject(record, "no");
                  context.rejects().reject(record, "no");
                }),
            "Cannot reject a.tsv:2: it has been rejected"),
        arguments(
            "rejected after a row",
            Apps.reading(
                (context, record) -> {
                  context.writer().write(record, T.row(1, "x"));
                  context.rejects().reject(record, "no");
                }),
            "Cannot reject a.tsv:2: it has been written"),
        arguments(
            "a row after a skip",
            Apps.reading(
                (context, record) -> {
                  context.rejects().skip(record, "no");
                  context.writer().write(record, T.row(1, "x"));
                }),
            "Cannot write a row of a.tsv:2: it has been skipped"),
        arguments(
            "a record that is none of this batch",
            Apps.reading(
                (context, record) ->
                    context
                        .writer()
                        .write(
                            new TestRecord(record.columns(), java.util.List.of("1", "x")),
                            T.row(1, "x"))),
            "was not read from a file of this batch; use the records of StagedFile.records()"),
        arguments(
            "a setting that is missing",
            Apps.doing(context -> context.settings().getLong("stars")),
            "settings.stars: missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_mistake_has_its_sentence(
      String mistake, Supplier<? extends ClientBatchIngestApp> app, String sentence) {
    BatchResult result = TestBatch.forApp(app).schema(SCHEMA).file("a.tsv", TWO).run();

    assertThat(result).failsWith(sentence);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id    | column id of table t is int; it cannot hold the String 'x': expected Integer
          score | column score of table t is double; it cannot hold the Integer '7': expected Double
          name  | column name of table t is text; it cannot hold the Integer '7': expected String
          """)
  void a_value_of_the_wrong_type_makes_a_reject_with_value_and_column(
      String column, String sentence) {
    Table table = Table.of("t", "id", "name", "score");

    BatchResult result =
        TestBatch.forApp(
                Apps.wrangling(
                    record ->
                        Outcome.write(
                            table.row(
                                column.equals("id") ? "x" : 1,
                                column.equals("name") ? 7 : "x",
                                column.equals("score") ? (Object) 7 : 1.0))))
            .schema(SCHEMA)
            .profile("rejects.max-ratio = 1")
            .file("a.tsv", "id\n1\n")
            .run();

    assertThat(result).readsAll(1).rejected(2, column, sentence).wroteNothing();
  }

  @Test
  void a_key_that_is_null_makes_a_reject() {
    BatchResult result =
        TestBatch.forApp(Apps.wrangling(record -> Outcome.write(T.row(null, "x"))))
            .schema(SCHEMA)
            .file("a.tsv", "id\n1\n")
            .run();

    assertThat(result)
        .rejected(2, "id", "column id is part of the primary key and must not be null");
  }

  @Test
  void every_type_of_cql_has_its_java_type() {
    Table all = Table.of("v", "id", "tags", "points", "pair", "place", "vec");
    String schema =
        "CREATE TYPE spot (x int, y frozen<list<text>>); CREATE TABLE v (id uuid PRIMARY KEY, tags"
            + " set<varchar>, points map<text, decimal>, pair tuple<int, text>, place frozen<spot>,"
            + " vec vector<float, 2>)";

    BatchResult result =
        TestBatch.forApp(
                Apps.wrangling(
                    record ->
                        Outcome.write(
                            all.row(
                                new java.util.UUID(1, 2),
                                java.util.Set.of("a"),
                                java.util.Map.of("a", java.math.BigDecimal.ONE),
                                null,
                                null,
                                com.datastax.oss.driver.api.core.data.CqlVector.newInstance(
                                    1f, 2f)))))
            .schema(schema)
            .file("a.tsv", "id\n1\n")
            .run();

    assertThat(result).readsAll(1).hasNoRejects().wrote("v").rows(1);
  }

  @Test
  void a_session_that_is_asked_says_who_could_answer() {
    TestBatch batch =
        TestBatch.forApp(
                Apps.reading(
                    (context, record) -> {
                      try {
                        context.session().execute("SELECT name FROM t");
                      } catch (RuntimeException e) {
                        context.rejects().skip(record, "unknown");
                      }
                    }))
            .file("a.tsv", TWO);

    assertThatThrownBy(batch::run)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "The app asks its session for \"SELECT name FROM t\", which only a Cassandra can"
                + " answer; run it on one, with @WithCassandra");
  }

  @Test
  void a_stream_and_its_records_are_settled_like_those_of_the_engine() {
    BatchResult result =
        TestBatch.forApp(
                Apps.doing(
                    context -> {
                      context.files().get(0).open().readAllBytes();
                      InputRecord one = context.files().get(0).record(1, 0, "one");
                      context.files().get(0).record(2, 4, "two");
                      context.rejects().skip(one, "not wanted");
                    }))
            .file("a.tsv", "one\ntwo\n")
            .run();

    assertThat(result)
        .failsWith("1 of 2 records of a.tsv were neither written, rejected nor skipped")
        .skipped(1, "not wanted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE t (id int)              | schema.cql:1: Expected a PRIMARY KEY before this
          CREATE TABLE t (id txt PRIMARY KEY) | schema.cql:1: type txt does not exist; did you mean text?
          DROP TABLE t                         | schema.cql:1: DROP is not allowed, only CREATE TABLE and CREATE TYPE are
          CREATE TABLE x.t (id int PRIMARY KEY) | schema.cql:1: x.t is outside the tenant's keyspace tenant
          """)
  void a_schema_that_is_wrong_is_told_by_its_line(String cql, String sentence) {
    TestBatch batch = TestBatch.forApp(Apps.writing()).schema(cql).file("a.tsv", TWO);

    assertThatThrownBy(batch::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void a_profile_that_is_wrong_is_told_by_its_line() {
    TestBatch batch =
        TestBatch.forApp(Apps.writing()).profile("dialect.formt = csv").file("a.tsv", TWO);

    assertThatThrownBy(batch::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tenants/tenant/tenant.conf:2")
        .hasMessageContaining("did you mean");
  }

  @ParameterizedTest
  @CsvSource({"sub/a.tsv", ".a.tsv", "''"})
  void a_name_that_no_staged_file_has_is_refused(String name) {
    TestBatch batch = TestBatch.forApp(Apps.writing());

    assertThatThrownBy(() -> batch.file(name, TWO))
        .hasMessage("Expected the name of a staged file, without folders, got '" + name + "'");
  }

  @Test
  void a_batch_without_files_is_none() {
    assertThatThrownBy(() -> TestBatch.forApp(Apps.writing()).run())
        .hasMessageContaining("has no files");
    assertThatThrownBy(() -> TestBatch.forApp(Apps.writing()).file("a", TWO).file("a", TWO))
        .hasMessage("There are two files named a in this batch");
  }

  @SuppressWarnings("NullAway") // The mistake itself.
  private static Outcome nothing() {
    return null;
  }
}
