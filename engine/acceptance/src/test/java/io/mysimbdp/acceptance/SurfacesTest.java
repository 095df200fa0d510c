package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is asked what one service has done says the same. */
class SurfacesTest {

  private static final String TENANT = "surfaces";
  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final Pattern URL = Pattern.compile("Console: (http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir private Path folder;
  private @Nullable Process service;

  /** What was done, as each of them puts it. */
  private record Told(
      long filesDone,
      long filesRefused,
      long duplicates,
      long records,
      long rows,
      long rejects,
      long bytes) {}

  @AfterEach
  void end_what_a_failed_test_has_left() throws InterruptedException {
    if (service != null) {
      service.destroyForcibly().waitFor();
    }
  }

  @Test
  void summary_ledger_report_metrics_console_usage_events_and_cassandra_say_the_same()
      throws Exception {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + TENANT);
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf("all_surfaces")));
    lines.add("web.port = 0");
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {TENANT}, lines.toArray(new String[0]))
            .sample("ratings")
            .tenant(
                TENANT,
                "plugin = ratings, dialect.format = csv, rejects.max-ratio = 1, keyspace = "
                    + TENANT
                    + ", files.max-size = 1 MB, limits.batch.files = 1");
    String good = HEADER + rows(0, 300);
    String mixed = HEADER + rows(1_000, 200) + "bad,1,1,1\n7,1\n";
    long bytes = (long) good.length() + mixed.length();

    service = new Engine(folder, "service-").start("run", "--watch", "--output", "json");
    Eventually.await("the console to be told of", () -> console().find());
    Matcher console = console();
    assertThat(console.find()).isTrue();
    String url = console.group(1);
    home.stage(TENANT, "good.csv", good);
    home.stage(TENANT, "mixed.csv", mixed);
    home.stage(TENANT, "large.csv", HEADER + rows(0, 60_000));
    await("good.csv", "done");
    await("mixed.csv", "done");
    await("large.csv", "refused");
    home.stage(TENANT, "again.csv", good);
    Eventually.await(
        "the duplicate to be counted",
        () ->
            json(url + "api/v1/tenants/" + TENANT).at("/since_start/files_duplicate").asInt() == 1);

    Told expected = new Told(2, 1, 1, 502, 500, 2, bytes);
    JsonNode tenant = json(url + "api/v1/tenants/" + TENANT).path("since_start");
    assertThat(told(tenant, "records", "rows", "bytes")).as("console").isEqualTo(expected);
    String metrics = get(url + "metrics");
    assertThat(
            new Told(
                files(metrics, "done"),
                files(metrics, "refused"),
                files(metrics, "duplicate"),
                metric(metrics, "mysimbdp_records_total", ""),
                metric(metrics, "mysimbdp_rows_total", ""),
                metric(metrics, "mysimbdp_rejects_total", ""),
                metric(metrics, "mysimbdp_read_bytes_total", "")))
        .as("metrics")
        .isEqualTo(expected);

    Process process = Objects.requireNonNull(service);
    process.destroy();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    JsonNode summary =
        new ObjectMapper().readTree(new Engine(folder, "service-").read("out")).at("/tenants/0");
    assertThat(told(summary, "records_read", "rows_written", "bytes"))
        .as("summary")
        .isEqualTo(expected);

    Told ingested = new Told(2, 0, 0, 502, 500, 2, bytes);
    JsonNode history = home.engine().call("history", "--output", "json").json();
    assertThat(sum(history)).as("ledger").isEqualTo(ingested);
    JsonNode report =
        home.engine().call("report", "--output", "json").json().at("/tenants/0/files");
    JsonNode done = report.path("done");
    assertThat(
            new Told(
                done.path("files").asLong(),
                report.at("/refused/files").asLong(),
                report.at("/duplicate/files").asLong(),
                done.path("records_read").asLong(),
                done.path("rows_written").asLong(),
                done.path("rejects").asLong(),
                done.path("size_bytes").asLong()))
        .as("report")
        .isEqualTo(expected);
    JsonNode usage =
        home.engine().call("usage", "--since", "1d", "--output", "json").json().at("/tenants/0");
    assertThat(
            new Told(
                usage.path("files").asLong(),
                0,
                0,
                usage.path("records_read").asLong(),
                usage.path("rows_written").asLong(),
                usage.path("rejects").asLong(),
                usage.path("bytes").asLong()))
        .as("usage")
        .isEqualTo(ingested);
    assertThat(home.engine().call("usage", "--reconcile", "--since", "1d").exitCode()).isZero();
    assertThat(events()).as("events").isEqualTo(ingested);
    assertThat(SharedCassandra.count(TENANT + ".ratings")).isEqualTo(500);
    assertThat(folder.resolve(".mysimbdp/logs/tenants/" + TENANT + ".log"))
        .content()
        .contains("good.csv", "mixed.csv", "large.csv");
  }

  private static Told told(JsonNode tally, String records, String rows, String bytes) {
    return new Told(
        tally.path("files_done").asLong(),
        tally.path("files_refused").asLong(),
        tally.path("files_duplicate").asLong(),
        tally.path(records).asLong(),
        tally.path(rows).asLong(),
        tally.path("rejects").asLong(),
        tally.path(bytes).asLong());
  }

  private static Told sum(JsonNode entries) {
    long files = 0;
    long records = 0;
    long rows = 0;
    long rejects = 0;
    long bytes = 0;
    for (JsonNode entry : entries) {
      assertThat(entry.path("state").asText()).isEqualTo("done");
      files++;
      records += entry.path("records_read").asLong();
      rows += entry.path("rows_written").asLong();
      rejects += entry.path("rejects").asLong();
      bytes += entry.path("size_bytes").asLong();
    }
    return new Told(files, 0, 0, records, rows, rejects, bytes);
  }

  private Told events() throws IOException {
    long files = 0;
    long records = 0;
    long rows = 0;
    long rejects = 0;
    long bytes = 0;
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(folder.resolve(".mysimbdp/logs/events.jsonl"))) {
      JsonNode event = mapper.readTree(line);
      if (event.path("event").asText().equals("batch_ended")) {
        assertThat(event.path("tenant").asText()).isEqualTo(TENANT);
        files += event.path("files").asLong();
        records += event.path("records_read").asLong();
        rows += event.path("rows_written").asLong();
        rejects += event.path("rejects").asLong();
        bytes += event.path("bytes").asLong();
      }
    }
    return new Told(files, 0, 0, records, rows, rejects, bytes);
  }

  private static long files(String metrics, String outcome) {
    return metric(metrics, "mysimbdp_files_total", "outcome=\"" + outcome + "\",");
  }

  private static long metric(String metrics, String name, String labels) {
    String series = name + "{" + labels + "tenant=\"" + TENANT + "\"} ";
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  private void await(String file, String place) throws InterruptedException {
    Path end = folder.resolve("tenants").resolve(TENANT).resolve(place).resolve(file);
    Eventually.await(file + " to be " + place, () -> Files.exists(end));
  }

  private Matcher console() {
    return URL.matcher(new Engine(folder, "service-").read("err"));
  }

  private static JsonNode json(String url) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(url));
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static String rows(int firstUser, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(firstUser + i).append(",1,3.5,964982703\n");
    }
    return text.toString();
  }
}
