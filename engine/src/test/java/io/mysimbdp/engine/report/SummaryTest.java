package io.mysimbdp.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.TenantOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final FileOutcome DONE = file("a.tsv", FileOutcome.State.DONE, 0, null);
  private static final FileOutcome WITH_REJECTS = file("b.tsv", FileOutcome.State.DONE, 2, null);
  private static final FileOutcome REFUSED =
      file("c.tsv", FileOutcome.State.REFUSED, 0, "it is a symbolic link");
  private static final FileOutcome WAITING =
      file("d.tsv", FileOutcome.State.WAITING, 0, "it may still be written to");
  private static final FileOutcome FAILED =
      file("e.tsv", FileOutcome.State.FAILED, 0, "app failed");
  private static final FileOutcome DUPLICATE =
      new FileOutcome("f.tsv", FileOutcome.State.DUPLICATE, Counts.ZERO, "the same content");

  @Test
  void the_state_is_that_of_the_worst_file() {
    assertThat(summary().state()).isEqualTo(State.NOTHING_TO_DO);
    assertThat(summary(DUPLICATE).state()).isEqualTo(State.NOTHING_TO_DO);
    assertThat(summary(DONE, DUPLICATE).state()).isEqualTo(State.DONE);
    assertThat(summary(DONE, WAITING).state()).isEqualTo(State.WAITING);
    assertThat(summary(DONE, WITH_REJECTS).state()).isEqualTo(State.DONE_WITH_REJECTS);
    assertThat(summary(DONE, REFUSED).state()).isEqualTo(State.DONE_WITH_REJECTS);
    assertThat(summary(DONE, WITH_REJECTS, FAILED).state()).isEqualTo(State.FAILED);
  }

  @Test
  void a_problem_of_the_installation_makes_the_pass_fail() {
    Summary summary =
        new Summary(
            List.of(new TenantOutcome("toys", List.of(DONE), null)),
            List.of("broken.jar is not a JAR"),
            List.of(),
            List.of(),
            Duration.ZERO);

    assertThat(summary.state()).isEqualTo(State.FAILED);
  }

  @Test
  void json_has_every_figure_and_nothing_else() throws Exception {
    Summary summary =
        new Summary(
            List.of(
                new TenantOutcome("toys", List.of(DONE, WITH_REJECTS, WAITING), null),
                TenantOutcome.failed("gone", "no JAR in plugins/ has Plugin-Id gone")),
            List.of(),
            List.of("plugins/x.jar is not used"),
            List.of(),
            Duration.ofMillis(2500));

    JsonNode json = new ObjectMapper().readTree(JsonSummary.render(summary));

    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"state":"failed",
                     "total":{"files":2,"records_read":20,"rows_written":18,"rejects":2,"skipped":0,"bytes":2000,"seconds":2.5},
                     "tenants":[
                       {"tenant":"toys","state":"done_with_rejects","reason":null,
                        "records_read":20,"rows_written":18,"rejects":2,"skipped":0,"bytes":2000,"seconds":2.5,
                        "files":[
                          {"name":"a.tsv","state":"done","reason":null,"records_read":10,"rows_written":10,"rejects":0,"skipped":0,"bytes":1000},
                          {"name":"b.tsv","state":"done","reason":null,"records_read":10,"rows_written":8,"rejects":2,"skipped":0,"bytes":1000},
                          {"name":"d.tsv","state":"waiting","reason":"it may still be written to","records_read":0,"rows_written":0,"rejects":0,"skipped":0,"bytes":0}]},
                       {"tenant":"gone","state":"failed","reason":"no JAR in plugins/ has Plugin-Id gone",
                        "records_read":0,"rows_written":0,"rejects":0,"skipped":0,"bytes":0,"seconds":2.5,"files":[]}],
                     "problems":[],
                     "warnings":["plugins/x.jar is not used"],
                     "verified":[]}
                    """));
  }

  @Test
  void text_shows_a_table_then_what_needs_attention_then_the_rate() {
    Summary summary =
        new Summary(
            List.of(
                new TenantOutcome("toys", List.of(DONE, WITH_REJECTS, REFUSED), null),
                TenantOutcome.failed("gone", "no JAR in plugins/ has Plugin-Id gone")),
            List.of(),
            List.of("plugins/x.jar is not used"),
            List.of(),
            Duration.ofSeconds(2));

    assertThat(TextSummary.render(summary))
        .isEqualTo(
            """
            TENANT  STATE              FILES  RECORDS  ROWS  REJECTS   BYTES
            toys    done_with_rejects      3       20    18        2  2.0 kB
            gone    failed                 0        0     0        0     0 B
            total   failed                 3       20    18        2  2.0 kB
            toys/b.tsv: done, 2 rejects, see folder rejects
            toys/c.tsv: refused: it is a symbolic link
            gone: failed: no JAR in plugins/ has Plugin-Id gone
            note: plugins/x.jar is not used
            18 rows in 2.0 s, 9 rows/s, 1.0 kB/s.
            """);
  }

  @Test
  void nothing_to_do_is_said_in_so_many_words() {
    assertThat(TextSummary.render(summary())).endsWith("\nNothing new to do.\n");
  }

  private static Summary summary(FileOutcome... files) {
    return new Summary(
        List.of(new TenantOutcome("toys", List.of(files), null)),
        List.of(),
        List.of(),
        List.of(),
        Duration.ofSeconds(1));
  }

  private static FileOutcome file(
      String name,
      FileOutcome.State state,
      long rejects,
      @org.jspecify.annotations.Nullable String reason) {
    Counts counts =
        state == FileOutcome.State.DONE
            ? new Counts(10, 10 - rejects, rejects, 0, 1000)
            : Counts.ZERO;
    return new FileOutcome(name, state, counts, reason);
  }
}
