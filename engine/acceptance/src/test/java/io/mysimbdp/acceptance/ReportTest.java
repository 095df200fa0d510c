package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says is what the summary of the run and the ledger have said. */
class ReportTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final String GOOD = "1,1,3.5,964982703\n1,2,4.0,964982703\n";

  @TempDir private Path folder;

  @Test
  void a_report_has_the_numbers_of_the_summary_and_of_the_ledger_in_every_format()
      throws IOException {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, SharedCassandra.conf("report"))
            .sample("ratings")
            .tenant(
                "ratings",
                "dialect.format = csv, rejects { max-ratio = 1, max-count = 2 },"
                    + " files.max-size = 1 kB, limits.batch.files = 1");
    home.stage("ratings", "good.csv", HEADER + GOOD);
    home.stage("ratings", "rejects.csv", HEADER + GOOD + "3,1,bad,1\n4,1\n5,5,5.0,1\n");
    home.stage("ratings", "failed.csv", HEADER + "1\n2\n3\n" + GOOD);
    home.stage("ratings", "large.csv", HEADER + GOOD.repeat(50));

    Engine.Result nothing = home.engine().call("report");
    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.out()).endsWith(": no file came to an end.\n");

    JsonNode summary = home.engine().call("run", "--output", "json").json();
    home.stage("ratings", "again.csv", HEADER + GOOD);
    home.engine().call("run", "--output", "json");

    JsonNode report = home.engine().call("report", "--since", "1h", "--format", "json").json();
    JsonNode tenant = report.at("/tenants/0");
    assertThat(tenant.at("/files/refused/files").asInt()).isEqualTo(1);
    assertThat(tenant.at("/files/duplicate/files").asInt()).isEqualTo(1);
    assertThat(tenant.at("/files/failed/files").asInt()).as("once a run").isEqualTo(2);
    JsonNode done = tenant.at("/files/done");
    assertThat(done).isEqualTo(report.at("/platform/files/done"));
    Map<String, Long> summed = doneIn(summary.at("/tenants/0/files"), "name", "bytes");
    Map<String, Long> ledger =
        doneIn(
            home.engine().call("history", "--since", "1h", "--output", "json").json(),
            "file",
            "size_bytes");
    assertThat(ledger).isEqualTo(summed);
    assertThat(numbers(done)).isEqualTo(ledger);
    assertThat(tenant.get("reject_reasons").toString())
        .isEqualTo(
            "[{\"reason\":\"APP\",\"rejects\":1},{\"reason\":\"COLUMN_COUNT\",\"rejects\":1}]");
    assertThat(tenant.get("causes").toString())
        .contains("\"cause\":\"TOO_MANY_REJECTS\",\"files\":2")
        .contains("\"cause\":\"files.max-size\",\"files\":1");

    String text = home.engine().call("report", "--since", "1h").out().replaceAll(" +", " ");
    assertThat(text)
        .contains("\nratings 2 1 1 2 ")
        .contains(" failed.csv failed ")
        .contains(" large.csv refused ");

    List<String> csv =
        home.engine().call("report", "--since", "1h", "--output", "csv").out().lines().toList();
    String[] headings = csv.get(0).split(",", -1);
    String[] fields = csv.get(1).split(",", -1);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < headings.length; i++) {
      row.put(headings[i], fields[i]);
    }
    assertThat(Long.parseLong(row.get("rows_written"))).isEqualTo(ledger.get("rows_written"));
    assertThat(Long.parseLong(row.get("size_bytes"))).isEqualTo(ledger.get("bytes"));
    assertThat(row).containsEntry("files_done", "2").containsEntry("files_failed", "2");

    Path page = folder.resolve("report.html");
    String[] html = {
      "report",
      "--since",
      "1h",
      "--tenant",
      "ratings",
      "--format",
      "html",
      "--into",
      page.toString()
    };
    assertThat(home.engine().call(html).exitCode()).isZero();
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("<p class=\"value\">" + ledger.get("rows_written") + "</p>")
        .contains(">failed.csv<");
    assertThat(home.engine().call(html).err()).contains("exists; use --force to overwrite it");
  }

  @Test
  void tenants_that_are_gone_are_reported_for_what_they_had() throws IOException {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, SharedCassandra.conf("report_gone"))
            .sample("ratings")
            .stage("ratings", "good.csv", HEADER + GOOD);
    assertThat(home.engine().call("run").exitCode()).isZero();
    home.conf(new String[] {"other"}, SharedCassandra.conf("report_gone"));

    JsonNode report = home.engine().call("report", "--output", "json").json();

    List<String> tenants = new ArrayList<>();
    report
        .get("tenants")
        .forEach(each -> tenants.add(each.get("tenant").asText() + " " + each.get("registered")));
    assertThat(tenants).containsExactly("other true", "ratings false");
    assertThat(report.at("/platform/files/done/rows_written").asInt()).isEqualTo(2);
    assertThat(home.engine().call("report", "--tenant", "ratings").exitCode()).isZero();
    Engine.Result unknown = home.engine().call("report", "--tenant", "rating");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean ratings?");
  }

  private static Map<String, Long> doneIn(JsonNode files, String name, String bytes) {
    Map<String, Long> sums = new HashMap<>();
    for (JsonNode file : files) {
      if (file.get("state").asText().equals("done")) {
        assertThat(file.get(name).asText()).isIn("good.csv", "rejects.csv");
        sums.merge("files", 1L, Long::sum);
        sums.merge("bytes", file.get(bytes).asLong(), Long::sum);
        for (String count : List.of("records_read", "rows_written", "rejects", "skipped")) {
          sums.merge(count, file.get(count).asLong(), Long::sum);
        }
      }
    }
    return sums;
  }

  private static Map<String, Long> numbers(JsonNode volume) {
    Map<String, Long> numbers = new HashMap<>();
    volume
        .properties()
        .forEach(
            each ->
                numbers.put(
                    each.getKey().equals("size_bytes") ? "bytes" : each.getKey(),
                    each.getValue().asLong()));
    return numbers;
  }
}
