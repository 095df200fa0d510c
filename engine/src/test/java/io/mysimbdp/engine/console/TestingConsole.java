package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.config.WebConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A console on a free port, with an engine that is none, and what calls it. */
final class TestingConsole implements AutoCloseable {

  static final String TOKEN = "a-token-of-some-length";

  final TestingClock clock = new TestingClock();
  final FakeEngine engine = new FakeEngine();
  final RunBoard board = new RunBoard(clock, clock::nanos);
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger sessions = new AtomicInteger();
  private final ConsoleServer server;

  private TestingConsole(WebConfig config) {
    server =
        ConsoleServer.start(
            config,
            engine,
            board,
            accept -> new MetricsPage.Page("text/plain; version=0.0.4; charset=utf-8", "up 1\n"),
            () -> "session" + sessions.incrementAndGet(),
            clock);
  }

  static TestingConsole open() {
    return new TestingConsole(new WebConfig(true, "127.0.0.1", 0, null, List.of()));
  }

  static TestingConsole guarded() {
    return new TestingConsole(new WebConfig(true, "127.0.0.1", 0, new Secret(TOKEN), List.of()));
  }

  static TestingConsole named(String host) {
    return new TestingConsole(new WebConfig(true, "127.0.0.1", 0, null, List.of(host)));
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** Sends what the page sends. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(posting(path, body).header("X-Mysimbdp", "1"));
  }

  HttpRequest.Builder posting(String path, String body) {
    return request(path).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return new ObjectMapper().readTree(response.body());
  }

  /** Sends bytes as they are, as no decent client would, and returns all that comes back. */
  String raw(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Asks for a path by another name of the server, and returns the status. */
  int statusOf(String host, String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
  }

  static @Nullable String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @Override
  public void close() {
    server.close();
  }
}
