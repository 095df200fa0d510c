package io.mysimbdp.engine.report;

import static io.mysimbdp.engine.statistics.TestingEnds.done;
import static io.mysimbdp.engine.statistics.TestingEnds.duplicate;
import static io.mysimbdp.engine.statistics.TestingEnds.statistics;
import static io.mysimbdp.engine.statistics.TestingEnds.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Change;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.time.Period;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same statistics as text, JSON, CSV and a page. */
class StatisticsRenderersTest {

  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Period DAY = new Period(FROM, FROM.plus(Duration.ofDays(1)));
  private static final String HOSTILE = "</script><script>alert('1')</script>\"&.tsv";
  private static final Statistics STATISTICS =
      statistics(
          DAY,
          new TreeMap<>(Map.of("toys", true, "cards", true, "gone", false)),
          List.of(
              done("toys", "before.csv", FROM.minusSeconds(60), Duration.ofSeconds(1), 2_000, 9),
              done(
                  "toys",
                  "a.csv",
                  at(2),
                  Duration.ofMillis(500),
                  3_000,
                  600_000,
                  "run1",
                  Map.of("APP in stars", 3L, "COLUMN_COUNT", 1L)),
              done("toys", "b.csv", at(2).plusSeconds(9), Duration.ofSeconds(2), 2_000, 400_000),
              done("gone", "c.tsv", at(14), Duration.ofSeconds(125), 5_000, 3_000_000),
              duplicate("toys", "again.csv", at(15)),
              trouble("cards", HOSTILE, at(16), End.REFUSED, null, "files.max-size", "<b>no</b>"),
              trouble("toys", "d.csv", at(17), End.FAILED, "run4", "APP_FAILED", "it threw")));

  @Test
  void text_has_a_sentence_then_tables_that_line_up() {
    assertThat(TextStatistics.render(STATISTICS))
        .isEqualTo(
            """
            From 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z: 3 files ingested, 10,000 rows, 4.0 MB, 78 rows/s on average. 4 of 10,004 records rejected; 1 file refused, 1 failed, 1 duplicate.

            TENANT                 DONE  DUPLICATE  REFUSED  FAILED  RUNS  RECORDS    ROWS  CHANGE  REJECTS   BYTES  OF BYTES  OF ROWS
            cards                     0          0        1       0     0        0       0                0     0 B     0.0 %    0.0 %
            gone (not registered)     1          0        0       0     1    5,000   5,000     new        0  3.0 MB    75.0 %   50.0 %
            toys                      2          1        0       1     3    5,004   5,000  +150 %        4  1.0 MB    25.0 %   50.0 %
            total                     3          1        1       1     4   10,004  10,000  +400 %        4  4.0 MB

            TENANT                  FILE P50        P95        P99        MAX    RUN P50        P95        P99        MAX  ROWS/S   BEST  BYTES/S     BEST
            cards
            gone (not registered)  2 min 5 s  2 min 5 s  2 min 5 s  2 min 5 s  2 min 5 s  2 min 5 s  2 min 5 s  2 min 5 s      40     40  24.0 kB  24.0 kB
            toys                       0.5 s      2.0 s      2.0 s      2.0 s      1.0 s      2.0 s      2.0 s      2.0 s   2,000  6,000   400 kB   1.2 MB
            total                      2.0 s  2 min 5 s  2 min 5 s  2 min 5 s      1.0 s  2 min 5 s  2 min 5 s  2 min 5 s      78  6,000  31.4 kB   1.2 MB

            Busiest hours (UTC): 14:00 3.0 MB, 02:00 1.0 MB

            REJECTS  REASON
                  3  APP in stars
                  1  COLUMN_COUNT

            FILES  HOW      CAUSE
                1  refused  files.max-size
                1  failed   APP_FAILED

              SLOWEST  TENANT  FILE    ROWS   BYTES  ENDED                 RUN
            2 min 5 s  gone    c.tsv  5,000  3.0 MB  2026-03-01T14:00:00Z  run of c.tsv
                2.0 s  toys    b.csv  2,000  400 kB  2026-03-01T02:00:09Z  run of b.csv
                0.5 s  toys    a.csv  3,000  600 kB  2026-03-01T02:00:00Z  run1

            LATEST TROUBLE        TENANT  FILE                                        HOW      REASON
            2026-03-01T17:00:00Z  toys    d.csv                                       failed   it threw
            2026-03-01T16:00:00Z  cards   </script><script>alert('1')</script>"&.tsv  refused  <b>no</b>
            """);
  }

  @Test
  void a_period_without_any_file_is_one_clear_sentence() {
    Statistics empty = statistics(DAY, new TreeMap<>(Map.of("toys", true)), List.of());

    assertThat(TextStatistics.render(empty))
        .isEqualTo("From 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z: no file came to an end.\n");
    assertThat(HtmlStatistics.render(empty))
        .contains("no file came to an end.")
        .doesNotContain("<canvas");
    assertThat(CsvStatistics.render(empty).lines()).hasSize(3);
  }

  @Test
  void json_has_every_figure() throws Exception {
    JsonNode json = new ObjectMapper().readTree(JsonStatistics.render(STATISTICS));

    assertThat(json.at("/period/from").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(json.at("/period_before/until").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(json.get("step_seconds").asInt()).isEqualTo(3600);
    JsonNode toys = json.at("/tenants/2");
    assertThat(toys.get("tenant").asText()).isEqualTo("toys");
    assertThat(toys.at("/files/done").toString())
        .isEqualTo(
            "{\"files\":2,\"size_bytes\":1000000,\"records_read\":5004,\"rows_written\":5000,"
                + "\"rejects\":4,\"skipped\":0}");
    assertThat(toys.get("runs").toString()).isEqualTo("{\"done\":2,\"refused\":0,\"failed\":1}");
    assertThat(toys.get("file_seconds").toString())
        .isEqualTo("{\"count\":2,\"p50\":0.5,\"p95\":2.0,\"p99\":2.0,\"max\":2.0}");
    assertThat(toys.get("rows_per_second").toString())
        .isEqualTo("{\"mean\":2000.0,\"best\":6000.0}");
    assertThat(toys.get("reject_reasons").toString())
        .isEqualTo(
            "[{\"reason\":\"APP in stars\",\"rejects\":3},"
                + "{\"reason\":\"COLUMN_COUNT\",\"rejects\":1}]");
    assertThat(toys.at("/before/files/done/rows_written").asLong()).isEqualTo(2_000);
    assertThat(toys.get("share_of_bytes").asDouble()).isEqualTo(0.25);
    assertThat(toys.get("hours_utc")).hasSize(24);
    assertThat(toys.at("/series/2/rows_written").asLong()).isEqualTo(5_000);
    assertThat(toys.at("/series/17/refused_or_failed").asLong()).isEqualTo(1);
    assertThat(toys.at("/series/0/rows_per_second").isNull()).isTrue();
    assertThat(json.at("/tenants/1/registered").asBoolean(true)).isFalse();
    assertThat(json.at("/tenants/0/rows_per_second/mean").isNull()).isTrue();
    assertThat(json.at("/tenants/0/latest_troubles/0/file").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/platform/causes").toString())
        .isEqualTo(
            "[{\"state\":\"refused\",\"cause\":\"files.max-size\",\"files\":1},"
                + "{\"state\":\"failed\",\"cause\":\"APP_FAILED\",\"files\":1}]");
    assertThat(json.at("/platform/slowest_files/0/file").asText()).isEqualTo("c.tsv");
  }

  @Test
  void csv_is_read_back_with_the_same_numbers() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setNullValue("");
    List<Record> rows =
        new CsvParser(settings).parseAllRecords(new StringReader(CsvStatistics.render(STATISTICS)));

    assertThat(rows)
        .extracting(row -> row.getString("tenant"))
        .containsExactly("cards", "gone", "toys", "");
    Record toys = rows.get(2);
    assertThat(toys.getString("scope")).isEqualTo("tenant");
    assertThat(toys.getString("from")).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(toys.getLong("files_done")).isEqualTo(2);
    assertThat(toys.getLong("runs_failed")).isEqualTo(1);
    assertThat(toys.getLong("rows_written")).isEqualTo(5_000);
    assertThat(toys.getLong("size_bytes")).isEqualTo(1_000_000);
    assertThat(toys.getString("share_of_rows")).isEqualTo("0.500000");
    assertThat(toys.getString("file_seconds_p50")).isEqualTo("0.500");
    assertThat(toys.getString("rows_per_second_best")).isEqualTo("6000.000");
    assertThat(toys.getLong("rows_written_before")).isEqualTo(2_000);
    assertThat(rows.get(0).getString("run_seconds_max")).isEmpty();
    assertThat(rows.get(3).getString("scope")).isEqualTo("platform");
    assertThat(rows.get(3).getLong("rows_written")).isEqualTo(10_000);
  }

  @Test
  void csv_quotes_what_must_be_quoted() {
    Csv csv = new Csv(List.of("a", "b"));
    csv.row(List.of("x,\"y\"", "line\nbreak"));

    assertThat(csv.render()).isEqualTo("a,b\r\n\"x,\"\"y\"\"\",\"line\nbreak\"\r\n");
  }

  @Test
  void no_text_of_a_tenant_becomes_a_part_of_the_page() {
    String page = HtmlStatistics.render(STATISTICS);

    assertThat(page)
        .doesNotContain("<script>alert", "<b>no</b>")
        .contains("&lt;b&gt;no&lt;/b&gt;", "&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)");
    assertThat(Pattern.compile("</script>").matcher(page).results()).hasSize(3);
    String data = between(page, "<script type=\"application/json\" id=\"data\">", "</script>");
    assertThat(data).doesNotContain("<");
  }

  @Test
  void what_looks_like_the_end_of_a_script_in_a_name_stays_a_name() throws Exception {
    Statistics hostile =
        statistics(DAY, List.of(done("</script>", "a", at(1), Duration.ofSeconds(1), 1, 1)));

    String data =
        between(
            HtmlStatistics.render(hostile),
            "<script type=\"application/json\" id=\"data\">",
            "</script>");

    assertThat(new ObjectMapper().readTree(data).at("/tenants/0/name").asText())
        .isEqualTo("</script>");
  }

  @Test
  void the_page_needs_nothing_besides_itself_and_lets_nothing_else_run() throws Exception {
    String page = HtmlStatistics.render(STATISTICS);

    assertThat(Pattern.compile("\\s(src|href|style|on\\w+)=").matcher(markup(page)).results())
        .isEmpty();
    List<String> inPage = new ArrayList<>();
    for (MatchResult script :
        Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .toList()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(script.group(2).getBytes(StandardCharsets.UTF_8));
      inPage.add("sha256-" + Base64.getEncoder().encodeToString(digest));
    }
    String policy = between(page, "Content-Security-Policy\" content=\"", "\">");
    assertThat(inPage)
        .hasSize(3)
        .allSatisfy(
            hash -> assertThat(policy.replace("&#x3D;", "=").replace("&#39;", "'")).contains(hash));
    assertThat(policy).startsWith("default-src &#39;none&#39;");
    assertThat(page).contains("Chart.js v4", "Released under the MIT License");
  }

  @Test
  void the_page_has_the_numbers_of_the_tables() {
    String page = markup(HtmlStatistics.render(STATISTICS));

    assertThat(page)
        .contains("<p class=\"value\">10,000</p>", "<p class=\"value\">4.0 MB</p>")
        .contains("<p class=\"change\">▲ +400 %</p>")
        .contains("gone (not registered)")
        .contains("02:00 UTC: 1.0 MB, 2 files")
        .contains("<th scope=\"row\">APP in stars</th><td>3</td><td>75.0 %</td>");
  }

  @Test
  void many_tenants_are_drawn_as_the_largest_ones_and_the_rest() throws Exception {
    List<EndedFile> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(
          done(String.format("tenant%02d", i), "f" + i, at(1), Duration.ofSeconds(1), 1, 100 + i));
    }

    JsonNode tenants =
        new ObjectMapper().readTree(ChartData.of(statistics(DAY, files))).get("tenants");

    assertThat(tenants).hasSize(8);
    assertThat(tenants.at("/0/name").asText()).isEqualTo("tenant19");
    assertThat(tenants.at("/7/name").asText()).isEqualTo("13 others");
    assertThat(tenants.at("/7/done").asLong()).isEqualTo(13);
    assertThat(tenants.at("/7/rows/1").asLong()).isEqualTo(13);
    assertThat(tenants.at("/7/bytes").asLong()).isEqualTo(13 * 100 + 78);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "49, 0.0 s",
    "12345, 12.3 s",
    "99949, 99.9 s",
    "99950, 1 min 40 s",
    "3599400, 59 min 59 s",
    "3599500, 1 h 0 min",
    "90000000, 25 h 0 min"
  })
  void durations_are_in_the_units_that_people_use(long millis, String expected) {
    assertThat(Sizes.duration(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10, 15, +50 %", "10, 5, -50 %", "1, 1001, '+100,000 %'", "0, 5, new", "0, 0, ''"})
  void changes_have_a_sign(double before, double now, String expected) {
    assertThat(Sizes.change(new Change(before, now))).isEqualTo(expected);
  }

  private static Instant at(int hour) {
    return FROM.plus(Duration.ofHours(hour));
  }

  /** Returns a page without what its scripts and styles consist of. */
  private static String markup(String page) {
    return page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
