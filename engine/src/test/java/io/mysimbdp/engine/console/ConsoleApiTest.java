package io.mysimbdp.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.Measure;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.run.TestingCounters;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.TenantView;
import io.mysimbdp.engine.staging.FileStamp;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console says, by real requests to the real server. */
class ConsoleApiTest {

  private final TestingConsole console = TestingConsole.open();

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void the_overview_adds_up_the_tenants() throws Exception {
    console.engine.unservable.put("broken", "its JAR is missing");
    console.engine.serves(
        console.clock,
        Views.running("one", 3),
        Views.running("two", 4),
        Views.waiting("three", file("a.csv", 5), file("b.csv", 6)),
        Views.idle("four"));

    JsonNode now = console.json("/api/v1/overview");

    assertThat(now.path("engine").asText()).isEqualTo("home/1/a");
    assertThat(now.path("state").asText()).isEqualTo("serving");
    assertThat(now.path("running").asInt()).isEqualTo(1);
    assertThat(now.path("concurrent_runs").asInt()).isEqualTo(4);
    assertThat(now.path("tenants").toString())
        .isEqualTo(
            "{\"all\":5,\"unservable\":1,\"trouble\":0,\"suspended\":0,\"running\":2,\"held\":0,"
                + "\"waiting\":1,\"idle\":1}");
    assertThat(now.path("waiting").path("files").asLong()).isEqualTo(2);
    assertThat(now.path("waiting").path("bytes").asLong()).isEqualTo(11);
    assertThat(now.path("waiting").path("oldest").asText()).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(now.path("since_start").path("files_done").asLong()).isEqualTo(7);
    assertThat(now.path("since_start").path("rows").asLong()).isEqualTo(70);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({"none, 503, starting", "serves, 200, serving", "stops, 503, stopping"})
  void ready_is_who_serves(String service, int status, String word) throws Exception {
    if (service.equals("serves")) {
      console.engine.serves(console.clock);
    } else if (service.equals("stops")) {
      console.engine.stops(console.clock);
    }

    HttpResponse<String> answer = console.get("/readyz");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(word + "\n");
    assertThat(console.get("/healthz").body()).isEqualTo("alive\n");
  }

  @Test
  void a_service_that_does_not_answer_is_silent() throws Exception {
    console.engine.serves(console.clock);
    console.clock.pass(Duration.ofSeconds(11));

    assertThat(console.get("/readyz").body()).isEqualTo("silent\n");
    assertThat(console.json("/api/v1/overview").path("state").asText()).isEqualTo("silent");
  }

  @Test
  void metrics_are_passed_on() throws Exception {
    HttpResponse<String> answer = console.get("/metrics");

    assertThat(answer.body()).isEqualTo("up 1\n");
    assertThat(TestingConsole.header(answer, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                         | 3 | a1 a2 b3
          ?filter=a                      | 2 | a1 a2
          ?filter=A1                     | 1 | a1
          ?filter=suspended              | 1 | b3
          ?filter=free                   | 3 | a1 a2 b3
          ?state=running                 | 1 | a2
          ?sort=done&descending=true     | 3 | a2 a1 b3
          ?sort=files                    | 3 | a1 a2 b3
          ?sort=state                    | 3 | b3 a2 a1
          ?sort=nonsense&descending=true | 3 | b3 a2 a1
          ?limit=1&offset=1              | 3 | a2
          ?limit=x&offset=-1             | 3 | a1 a2 b3
          ?offset=9                      | 3 |
          """)
  void tenants_are_found_sorted_and_paged(String query, int matches, String names)
      throws Exception {
    console.engine.serves(
        console.clock,
        Views.held("b3", waits("x.csv", FileWait.Cause.SUSPENDED)),
        Views.running("a2", 5),
        Views.idle("a1"));

    JsonNode found = console.json("/api/v1/tenants" + (query == null ? "" : query));

    assertThat(found.path("matches").asInt()).isEqualTo(matches);
    assertThat(found.path("tenants").findValuesAsText("tenant"))
        .containsExactlyElementsOf(names == null ? List.of() : List.of(names.split(" ", -1)));
  }

  @Test
  void a_thousand_tenants_are_not_sent_at_once() throws Exception {
    TenantView[] views = new TenantView[1_000];
    for (int i = 0; i < views.length; i++) {
      views[i] = Views.idle("t" + i);
    }
    console.engine.serves(console.clock, views);

    JsonNode found = console.json("/api/v1/tenants");

    assertThat(found.path("matches").asInt()).isEqualTo(1_000);
    assertThat(found.path("tenants")).hasSize(50);
  }

  @Test
  void a_tenant_says_what_stands_in_its_way() throws Exception {
    Instant later = TestingClock.NOON.plusSeconds(3600);
    console.engine.serves(
        console.clock,
        Views.held(
            "toys", new FileWait("a.csv", 5L, null, FileWait.Cause.QUOTA, "1 file a day", later)));
    console.engine.quotas.add(
        new TenantUse.QuotaState("day", Measure.FILES, 1, 1, 0, Optional.of(later)));

    JsonNode toys = console.json("/api/v1/tenants/toys");

    assertThat(toys.path("state").asText()).isEqualTo("held");
    assertThat(toys.path("reason").asText()).isEqualTo("1 file a day");
    assertThat(toys.path("until").asText()).isEqualTo("2026-03-01T13:00:00Z");
    assertThat(toys.path("waiting").toString())
        .isEqualTo("{\"files\":1,\"is_more\":true,\"bytes\":5,\"oldest\":null}");
    assertThat(toys.path("files").get(0).toString())
        .isEqualTo(
            "{\"file\":\"a.csv\",\"bytes\":5,\"modified\":null,\"cause\":\"quota\","
                + "\"reason\":\"1 file a day\",\"until\":\"2026-03-01T13:00:00Z\"}");
    assertThat(toys.path("quotas").get(0).toString())
        .isEqualTo(
            "{\"window\":\"day\",\"unit\":\"files\",\"limit\":1,\"used\":1,\"remains\":0,"
                + "\"whole_at\":\"2026-03-01T13:00:00Z\"}");
  }

  @Test
  void the_tightest_quota_stands_in_the_list() throws Exception {
    console.engine.serves(
        console.clock,
        Views.limited(
            "toys",
            new TenantUse.Amount("hour", Measure.FILES, 10, 5),
            new TenantUse.Amount("day", Measure.BYTES, 10, 9)));

    assertThat(
            console
                .json("/api/v1/tenants")
                .path("tenants")
                .get(0)
                .path("tightest_quota")
                .toString())
        .isEqualTo("{\"window\":\"day\",\"unit\":\"bytes\",\"limit\":10,\"used\":9}");
  }

  @Test
  void tenants_in_trouble_and_those_not_served_say_why() throws Exception {
    console.engine.serves(console.clock, Views.inTrouble("one", "its lease is taken"));
    console.engine.unservable.put("two", "its JAR is missing");
    console.engine.unservable.put("one", "it is served as it was before");

    JsonNode tenants = console.json("/api/v1/tenants").path("tenants");

    assertThat(tenants.findValuesAsText("state")).containsExactly("trouble", "unservable");
    assertThat(tenants.findValuesAsText("reason"))
        .containsExactly("its lease is taken", "its JAR is missing");
  }

  @Test
  void the_queue_goes_by_arrival_and_can_be_narrowed() throws Exception {
    console.engine.serves(
        console.clock,
        Views.waiting("one", file("b.csv", 1), waits("c.csv", FileWait.Cause.RETRY)),
        Views.waiting("two", file("a.csv", 2)));

    JsonNode all = console.json("/api/v1/queue");

    assertThat(all.path("files").asInt()).isEqualTo(3);
    assertThat(all.path("bytes").asInt()).isEqualTo(3);
    assertThat(all.path("queue").findValuesAsText("file"))
        .containsExactly("b.csv", "a.csv", "c.csv");
    assertThat(console.json("/api/v1/queue?cause=retry").path("queue").findValuesAsText("file"))
        .containsExactly("c.csv");
    assertThat(console.json("/api/v1/queue?tenant=two").path("files").asInt()).isEqualTo(1);
  }

  @Test
  void a_run_says_how_far_it_is_and_how_long_it_will_take() throws Exception {
    TestingCounters counters = new TestingCounters();
    console.board.began(run("r1", "toys", "a.csv", 1_000), counters.counters());
    counters.say("reading");
    counters.write(20);
    console.clock.pass(Duration.ofSeconds(2));
    console.board.sample();

    JsonNode run = console.json("/api/v1/runs").path("runs").get(0);

    assertThat(run.path("run").asText()).isEqualTo("r1");
    assertThat(run.path("first_files").toString()).isEqualTo("[\"a.csv\"]");
    assertThat(run.path("fraction").asDouble()).isEqualTo(0.2);
    assertThat(run.path("rows_per_second").asDouble()).isEqualTo(10);
    assertThat(run.path("bytes_per_second").asDouble()).isEqualTo(100);
    assertThat(run.path("seconds_left").asInt()).isEqualTo(8);
    assertThat(run.path("activity").asText()).isEqualTo("reading");
    assertThat(run.path("so_far").path("rows").asInt()).isEqualTo(20);
    assertThat(console.json("/api/v1/overview").path("rows_per_second").asDouble()).isEqualTo(3.3);
  }

  @Test
  void throughput_is_told_of_all_and_of_each_tenant() throws Exception {
    TestingCounters counters = new TestingCounters();
    Run run = run("r1", "toys", "a.csv", 1_000);
    console.board.began(run, counters.counters());
    counters.write(20);
    console.clock.pass(Duration.ofSeconds(2));
    console.board.sample();
    counters.write(2);
    console.board.ended(run, counters.counters(), done(run));
    console.clock.pass(Duration.ofSeconds(2));
    console.board.sample();

    JsonNode history = console.json("/api/v1/throughput");

    assertThat(history.path("seconds_per_sample").asInt()).isEqualTo(2);
    assertThat(history.path("series").toString())
        .isEqualTo(
            "[{\"tenant\":null,\"rows_per_second\":[10,1],\"bytes_per_second\":[100,10]},"
                + "{\"tenant\":\"toys\",\"rows_per_second\":[10,1],\"bytes_per_second\":[100,10]}]");
    assertThat(console.json("/api/v1/throughput?tenant=toys").path("series")).hasSize(1);
    assertThat(console.json("/api/v1/throughput?tenant=other").path("series")).isEmpty();
  }

  @Test
  void failures_say_who_must_act_and_what_the_rejects_have_in_common(@TempDir Path folder)
      throws Exception {
    Path rejects = folder.resolve("b.csv.r1.rejects.jsonl");
    Files.writeString(
        rejects,
        """
        {"line":2,"column":"price","rule":"number","message":"no number: x"}
        {"line":5,"column":"price","rule":"number","message":"no number: y"}
        {"line":7,"column":null,"rule":"columns","message":"3 columns"}
        """);
    Run run = run("r1", "toys", "a.csv", 10);
    console.board.ended(
        run,
        new TestingCounters().counters(),
        new RunResult(
            "r1",
            List.of(
                new FileResult(
                    "a.csv",
                    FileResult.State.FAILED,
                    Counts.ZERO,
                    FailureCode.APP_FAILED,
                    "<img src=x onerror=alert(1)>",
                    null,
                    null),
                new FileResult(
                    "b.csv",
                    FileResult.State.DONE,
                    new Counts(9, 6, 3, 0, 90),
                    null,
                    null,
                    rejects.toString(),
                    null)),
            null,
            null,
            null));
    console.clock.pass(Duration.ofSeconds(1));
    console.board.judged(
        "games", new FileOutcome("c.txt", FileOutcome.State.REFUSED, Counts.ZERO, "no such kind"));

    JsonNode failures = console.json("/api/v1/failures").path("failures");

    assertThat(failures.findValuesAsText("file")).containsExactly("c.txt", "b.csv", "a.csv");
    assertThat(failures.findValuesAsText("state")).containsExactly("refused", "done", "failed");
    assertThat(failures.findValuesAsText("owner"))
        .containsExactly("tenant data", "tenant data", "tenant code");
    assertThat(failures.get(2).path("reason").asText()).isEqualTo("<img src=x onerror=alert(1)>");
    long number = failures.get(1).path("number").asLong();
    assertThat(console.json("/api/v1/failures/" + number + "/rejects").path("kinds").toString())
        .isEqualTo(
            "[{\"rule\":\"number\",\"column\":\"price\",\"count\":2,\"line\":2,"
                + "\"message\":\"no number: x\"},{\"rule\":\"columns\",\"column\":null,\"count\":1,"
                + "\"line\":7,\"message\":\"3 columns\"}]");
    assertThat(console.json("/api/v1/failures?tenant=games").path("failures")).hasSize(1);
    assertThat(console.get("/api/v1/failures/999/rejects").statusCode()).isEqualTo(404);
  }

  @Test
  void only_the_latest_failures_are_kept() throws Exception {
    for (int i = 1; i <= Mishaps.MOST + 5; i++) {
      console.board.judged(
          "toys", new FileOutcome(i + ".txt", FileOutcome.State.REFUSED, Counts.ZERO, "no"));
    }

    JsonNode failures = console.json("/api/v1/failures").path("failures");

    assertThat(failures).hasSize(Mishaps.MOST);
    assertThat(failures.get(0).path("file").asText()).isEqualTo("205.txt");
  }

  @Test
  void suspending_and_resuming_go_to_the_engine_with_the_reason() throws Exception {
    console.engine.serves(console.clock, Views.idle("toys"));

    HttpResponse<String> suspended =
        console.post("/api/v1/tenants/toys/suspend", "{\"reason\":\" unpaid bill \"}");
    console.post("/api/v1/tenants/toys/suspend", "{}");
    HttpResponse<String> resumed = console.post("/api/v1/tenants/toys/resume", "{}");

    assertThat(suspended.body())
        .isEqualTo("{\"tenant\":\"toys\",\"message\":\"toys is suspended\"}");
    assertThat(resumed.statusCode()).isEqualTo(200);
    assertThat(console.engine.told)
        .containsExactly("suspend toys: unpaid bill", "suspend toys: null", "resume toys");
  }

  @Test
  void a_change_that_cannot_be_made_says_why() throws Exception {
    console.engine.serves(console.clock, Views.idle("toys"));

    assertThat(console.post("/api/v1/tenants/nobody/suspend", "{}").statusCode()).isEqualTo(404);
    assertThat(
            console
                .post("/api/v1/tenants/toys/suspend", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                .body())
        .contains("The reason has 501 characters; 500 at most.");
    assertThat(console.engine.told).isEmpty();
    console.engine.failureOfLedger =
        new EngineException(FailureCode.CASSANDRA_UNREACHABLE, "Cassandra is away");
    HttpResponse<String> away = console.post("/api/v1/tenants/toys/resume", "{}");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).isEqualTo("{\"error\":\"Cassandra is away\"}");
  }

  private static FileWait file(String name, long bytes) {
    return new FileWait(
        name,
        bytes,
        TestingClock.NOON.minusSeconds(3600),
        FileWait.Cause.TURN,
        "it waits for its turn",
        null);
  }

  private static FileWait waits(String name, FileWait.Cause cause) {
    return new FileWait(name, null, null, cause, "for some reason", null);
  }

  private static Run run(String id, String tenant, String file, long bytes) {
    return new Run(
        id,
        TestingProfiles.of(tenant, ""),
        new PluginRef(tenant, "1.0.0", "x.jar", "00"),
        "/nowhere",
        List.of(new RunFile(file, "/nowhere/" + file, "00", new FileStamp(bytes, 0, ""))),
        TestingClock.NOON,
        1);
  }

  private static RunResult done(Run run) {
    return new RunResult(
        run.id(),
        List.of(
            new FileResult(
                run.files().get(0).name(),
                FileResult.State.DONE,
                new Counts(22, 22, 0, 0, 220),
                null,
                null,
                null,
                null)),
        null,
        null,
        null);
  }
}
