package io.mysimbdp.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.WebConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with the console, by real requests to the real server. */
class ConsoleAccessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/app.js", "/lib/chart.js", "/api/v1/overview", "/healthz", "/metrics", "/x"})
  void every_answer_keeps_the_browser_from_all_but_its_own(String path) throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      HttpResponse<String> answer = console.get(path);

      assertThat(answer.headers().map())
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("referrer-policy", List.of("no-referrer"))
          .doesNotContainKeys("server", "x-powered-by");
      assertThat(TestingConsole.header(answer, "Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void the_page_needs_no_script_or_style_but_that_of_its_files() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      String page = console.get("/").body();

      assertThat(page).doesNotContain("<script>", "<style", " style=", " onclick=", "//cdn");
      assertThat(page).contains("<script src=\"/app.js\" type=\"module\"></script>");
    }
  }

  @ParameterizedTest(name = "called {0}: {1}")
  @CsvSource({
    "127.0.0.1:80, 200",
    "localhost:80, 200",
    "LOCALHOST, 200",
    "[::1]:80, 200",
    "evil.example:80, 421",
    "127.0.0.1.evil.example, 421",
    "192.168.1.1, 421"
  })
  void a_name_of_somebody_else_is_refused_on_loopback(String host, int status) throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      assertThat(console.statusOf(host, "/healthz")).isEqualTo(status);
    }
  }

  @Test
  void a_name_that_is_configured_is_answered() throws Exception {
    try (TestingConsole console = TestingConsole.named("ingest.example.org")) {
      assertThat(console.statusOf("ingest.example.org", "/healthz")).isEqualTo(200);
      assertThat(console.statusOf("other.example.org", "/healthz")).isEqualTo(421);
    }
  }

  @ParameterizedTest(name = "{0}: {1} gives {2}")
  @CsvSource({
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://127.0.0.1:1, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200",
  })
  void pages_of_other_sites_change_nothing(String header, String value, int status)
      throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      console.engine.serves(console.clock, Views.idle("toys"));

      HttpResponse<String> answer =
          console.send(
              console
                  .posting("/api/v1/tenants/toys/suspend", "{}")
                  .header("X-Mysimbdp", "1")
                  .header(header, value));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(console.engine.told).hasSize(status == 200 ? 1 : 0);
    }
  }

  @Test
  void the_page_itself_may() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      console.engine.serves(console.clock, Views.idle("toys"));

      HttpResponse<String> answer =
          console.send(
              console
                  .posting("/api/v1/tenants/toys/suspend", "{}")
                  .header("X-Mysimbdp", "1")
                  .header("Origin", "http://127.0.0.1:" + console.port()));

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_form_of_another_site_lacks_the_header() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      console.engine.serves(console.clock, Views.idle("toys"));

      HttpResponse<String> answer =
          console.send(console.posting("/api/v1/tenants/toys/suspend", "{}"));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("X-Mysimbdp: 1");
      assertThat(console.engine.told).isEmpty();
    }
  }

  @Test
  void what_changes_something_is_never_a_get() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      HttpResponse<String> answer = console.get("/api/v1/tenants/toys/suspend");

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(TestingConsole.header(answer, "Allow")).isEqualTo("POST");
    }
  }

  @ParameterizedTest(name = "{0} without the token: {1}")
  @CsvSource({
    "/, 200",
    "/app.js, 200",
    "/healthz, 200",
    "/readyz, 503",
    "/api/v1/session, 200",
    "/api/v1/overview, 401",
    "/api/v1/tenants, 401",
    "/api/v1/tenants/toys, 401",
    "/api/v1/queue, 401",
    "/api/v1/runs, 401",
    "/api/v1/throughput, 401",
    "/api/v1/failures, 401",
    "/api/v1/failures/1/rejects, 401",
    "/metrics, 401",
  })
  void where_there_is_a_token_it_is_asked_for(String path, int status) throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      assertThat(console.get(path).statusCode()).isEqualTo(status);
      HttpResponse<String> known =
          console.send(
              console.request(path).header("Authorization", "Bearer " + TestingConsole.TOKEN));
      assertThat(known.statusCode()).isNotEqualTo(401);
    }
  }

  @Test
  void changes_ask_for_the_token_as_well() throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      console.engine.serves(console.clock, Views.idle("toys"));

      assertThat(console.post("/api/v1/tenants/toys/suspend", "{}").statusCode()).isEqualTo(401);
      assertThat(console.post("/api/v1/tenants/toys/resume", "{}").statusCode()).isEqualTo(401);
      assertThat(console.engine.told).isEmpty();
    }
  }

  @Test
  void whoever_logs_in_is_known_by_a_cookie_until_the_log_out() throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      HttpResponse<String> login = login(console, TestingConsole.TOKEN);
      String cookie = String.valueOf(TestingConsole.header(login, "Set-Cookie"));

      assertThat(cookie)
          .isEqualTo(
              "mysimbdp_"
                  + console.port()
                  + "=session1; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");
      assertThat(cookie).doesNotContain(TestingConsole.TOKEN);
      String pair = cookie.substring(0, cookie.indexOf(';'));
      assertThat(overview(console, pair)).isEqualTo(200);

      HttpResponse<String> logout =
          console.send(
              console
                  .posting("/api/v1/logout", "")
                  .header("Cookie", pair)
                  .header("X-Mysimbdp", "1"));

      assertThat(TestingConsole.header(logout, "Set-Cookie")).contains("Max-Age=0");
      assertThat(overview(console, pair)).isEqualTo(401);
    }
  }

  @Test
  void a_session_ends_by_itself() throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      login(console, TestingConsole.TOKEN);
      String pair = "mysimbdp_" + console.port() + "=session1";
      console.clock.pass(Sessions.LENGTH.minusSeconds(1));
      assertThat(overview(console, pair)).isEqualTo(200);

      console.clock.pass(Duration.ofSeconds(1));

      assertThat(overview(console, pair)).isEqualTo(401);
    }
  }

  @Test
  void a_session_that_was_made_up_is_none() throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      assertThat(overview(console, "mysimbdp_" + console.port() + "=session1")).isEqualTo(401);
    }
  }

  @Test
  void many_wrong_tokens_are_not_even_compared_for_a_minute() throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      for (int i = 0; i < Attempts.MOST_A_MINUTE; i++) {
        assertThat(login(console, "wrong" + i).statusCode()).isEqualTo(401);
      }

      assertThat(login(console, TestingConsole.TOKEN).statusCode()).isEqualTo(429);
      assertThat(
              console
                  .send(
                      console
                          .request("/metrics")
                          .header("Authorization", "Bearer " + TestingConsole.TOKEN))
                  .statusCode())
          .isEqualTo(429);
      console.clock.pass(Duration.ofMinutes(1));
      assertThat(login(console, TestingConsole.TOKEN).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "\"a\"", "{\"token\":5}", "{\"token\":null}"})
  void a_log_in_that_says_nothing_is_a_wrong_one(String body) throws Exception {
    try (TestingConsole console = TestingConsole.guarded()) {
      assertThat(console.post("/api/v1/login", body).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_large_body_is_not_read() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      assertThat(console.post("/api/v1/login", " ".repeat(8193)).statusCode()).isEqualTo(413);
      HttpRequest.Builder chunked =
          console
              .request("/api/v1/login")
              .header("X-Mysimbdp", "1")
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new ByteArrayInputStream(new byte[100_000])));
      assertThat(console.send(chunked).statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /?%zz=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "NONSENSE\r\n\r\n"
      })
  void what_no_client_sends_is_answered_without_a_word_about_the_server(String request)
      throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      String answer = console.raw(request);

      assertThat(answer).containsPattern("^HTTP/1.1 4[0-9][0-9] ");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .doesNotContain("jetty", "exception", "java", "at io.");
    }
  }

  @Test
  void a_defect_shows_no_stack_trace() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      console.engine.failure = new IllegalStateException("deep inside");

      HttpResponse<String> answer = console.get("/api/v1/overview");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("deep", "Exception", "\tat ");
    }
  }

  @Test
  void whoever_does_not_read_keeps_nobody_waiting() throws Exception {
    try (TestingConsole console = TestingConsole.open()) {
      List<Socket> sleepers = new ArrayList<>();
      try {
        for (int i = 0; i < 30; i++) {
          sleepers.add(sleeper(console.port()));
        }

        assertThat(console.get("/healthz").statusCode()).isEqualTo(200);
      } finally {
        for (Socket sleeper : sleepers) {
          sleeper.close();
        }
      }
    }
  }

  /** Asks for far more than fits into what lies between, and reads nothing of it. */
  private static Socket sleeper(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET /lib/chart.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.repeat(40).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void a_port_that_is_taken_is_left_to_whoever_has_it() throws Exception {
    try (TestingConsole first = TestingConsole.open()) {
      WebConfig config = new WebConfig(true, "127.0.0.1", first.port(), null, List.of());
      try (ConsoleServer second =
          ConsoleServer.start(config, first.engine, first.board, null, () -> "id", first.clock)) {
        assertThat(second.port()).isNotEqualTo(first.port()).isPositive();
        assertThat(first.get("/healthz").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_console_that_is_switched_off_listens_nowhere() {
    TestingClock clock = new TestingClock();
    try (ConsoleServer none =
        ConsoleServer.start(
            new WebConfig(false, "127.0.0.1", 0, null, List.of()),
            new FakeEngine(),
            new RunBoard(clock, clock::nanos),
            null,
            () -> "id",
            clock)) {
      assertThat(none.port()).isZero();
    }
  }

  private static HttpResponse<String> login(TestingConsole console, String token)
      throws IOException, InterruptedException {
    return console.post("/api/v1/login", "{\"token\":\"" + token + "\"}");
  }

  private static int overview(TestingConsole console, String cookie)
      throws IOException, InterruptedException {
    return console
        .send(console.request("/api/v1/overview").header("Cookie", "other=1; " + cookie))
        .statusCode();
  }
}
