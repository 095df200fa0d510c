package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a service, as scripts and a browser see it. */
class ConsoleTest {

  private static final Pattern URL = Pattern.compile("Console: (http://127\\.0\\.0\\.1:\\d+/)");

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private String url = "";
  private @Nullable Process service;

  @AfterEach
  void end() throws InterruptedException {
    if (service != null) {
      service.destroy();
      if (!service.waitFor(90, TimeUnit.SECONDS)) {
        service.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void scripts_see_what_was_done_and_can_hold_files_back() throws Exception {
    TestingHome home = home("console_api", "con_one");
    home.tenant("con_one", "plugin = ratings, dialect.format = csv, limits.day.files = 5");
    start();
    home.stage("con_one", "a.csv", Ratings.csv(0, 100));
    awaitDone(home, "con_one", "a.csv");

    Eventually.await(
        "the service to have counted it", () -> tenant("con_one").path("running").asInt() == 0);
    JsonNode done = tenant("con_one").path("since_start");
    assertThat(done.path("files_done").asLong()).isEqualTo(1);
    assertThat(done.path("records").asLong()).isEqualTo(100);
    assertThat(done.path("rows").asLong()).isEqualTo(100);
    assertThat(get("overview").path("since_start").path("rows").asLong()).isEqualTo(100);
    assertThat(SharedCassandra.count("con_one.ratings")).isEqualTo(100);
    JsonNode quota = tenant("con_one").path("quotas").get(0);
    assertThat(quota.path("used").asLong()).isEqualTo(1);
    assertThat(quota.path("remains").asLong()).isEqualTo(4);

    assertThat(post("tenants/con_one/suspend", "{\"reason\":\"unpaid bill\"}")).isEqualTo(200);
    awaitState("con_one", "suspended");
    home.stage("con_one", "b.csv", Ratings.csv(100, 10));
    Eventually.await(
        "the file to wait", () -> get("queue").path("queue").findValuesAsText("file").size() == 1);
    JsonNode waiting = get("queue").path("queue").get(0);
    assertThat(waiting.path("cause").asText()).isEqualTo("suspended");
    assertThat(waiting.path("reason").asText()).contains("unpaid bill");
    assertThat(MainJobTest.filesIn(home.staging("con_one"))).hasSize(1);
    assertThat(new Engine(folder, "operator-").call("why", "con_one/b.csv").out())
        .contains("unpaid bill");

    assertThat(post("tenants/con_one/resume", "{}")).isEqualTo(200);

    awaitDone(home, "con_one", "b.csv");
    assertThat(status("/healthz")).isEqualTo(200);
    assertThat(status("/readyz")).isEqualTo(200);
  }

  @Test
  void a_browser_shows_the_run_and_suspends_and_resumes() throws Exception {
    Optional<Path> program = Browser.program();
    if (!Browser.isRequired()) {
      assumeThat(program).as("a browser on this machine").isPresent();
    }
    TestingHome home = home("console_browser", "con_two", "con_bad");
    home.tenant("con_two", "plugin = ratings, dialect.format = csv, limits.rows-per-second = 2000");
    home.tenant("con_bad", "plugin = ratings, dialect.format = csv");
    start();
    try (Browser browser = Browser.start(program.orElseThrow(), folder)) {
      browser.open(url);
      browser.awaitText("#connection", "serving");
      browser.awaitText("#runs-empty", "No batch is under way.");

      home.stage("con_bad", "<img src=x onerror=alert(1)>.csv", "no,such\nheader,at all\n");
      browser.awaitText("#failures", "<img src=x onerror=alert(1)>.csv");
      assertThat(browser.evaluate("document.querySelectorAll('#failures img').length"))
          .isEqualTo("0");
      home.stage("con_two", "a.csv", Ratings.csv(0, 20_000));
      browser.awaitText("#runs", "con_two");
      browser.awaitText("#runs", "rows/s");
      assertThat(browser.evaluate("document.querySelector('#runs [role=progressbar]') !== null"))
          .isEqualTo("true");
      Eventually.await(
          "the chart to be drawn",
          () -> browser.evaluate("document.querySelector('#chart').width > 300").equals("true"));

      browser.click("#tenants tbody tr:nth-child(2) .actions button");
      browser.awaitText("#change-title", "Suspend con_two?");
      browser.evaluate("document.querySelector('#change-reason').value = 'from the browser'");
      browser.click("#change-go");
      browser.awaitText("#tenants tbody tr:nth-child(2)", "suspended");
      awaitDone(home, "con_two", "a.csv");
      home.stage("con_two", "b.csv", Ratings.csv(20_000, 10));
      browser.awaitText("#queue", "from the browser");
      browser.click("#tenants tbody tr:nth-child(2) .actions button");
      browser.awaitText("#change-title", "Resume con_two?");
      browser.click("#change-go");
      awaitDone(home, "con_two", "b.csv");
      browser.awaitText("#queue-empty", "No file waits.");

      end();
      browser.awaitText("#connection", "disconnected since");
      // That the server was gone is a complaint of its own.
      assertThat(browser.complaints()).allMatch(each -> each.contains("ERR_CONNECTION"));
    }
  }

  private TestingHome home(String keyspace, String... tenants) {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + keyspace);
    for (String tenant : tenants) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
    }
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf(keyspace)));
    lines.add("web.port = 0");
    return new TestingHome(folder).conf(tenants, lines.toArray(new String[0])).sample("ratings");
  }

  private void start() throws InterruptedException {
    service = new Engine(folder, "service-").start("run", "--watch");
    Eventually.await("the console to be told of", () -> console().find());
    Matcher console = console();
    assertThat(console.find()).isTrue();
    url = console.group(1);
  }

  private Matcher console() {
    return URL.matcher(new Engine(folder, "service-").read("err"));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "api/v1/" + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private JsonNode tenant(String id) throws IOException, InterruptedException {
    return get("tenants/" + id);
  }

  private int status(String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(url).resolve(path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(url + "api/v1/" + path))
                .header("X-Mysimbdp", "1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void awaitState(String tenant, String state) throws InterruptedException {
    Eventually.await(
        tenant + " to be " + state, () -> tenant(tenant).path("state").asText().equals(state));
  }

  private static void awaitDone(TestingHome home, String tenant, String file)
      throws InterruptedException {
    Eventually.await(
        tenant + "/" + file + " to be done",
        () -> Files.exists(home.folder(tenant, "done").resolve(file)));
  }
}
