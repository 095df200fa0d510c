package io.mysimbdp.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.Eventually;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real browser with one page, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  // What the page has complained of.
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Browser(Process process, URI page) throws Exception {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page, new Answers())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Tells whether a machine without a browser is an error, and no reason to leave tests out. */
  static boolean isRequired() {
    return "true".equals(System.getenv("CI"));
  }

  /** Returns the program; empty when there is none on this machine. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with an empty profile. */
  static Browser start(Path program, Path folder) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("browser"));
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // Neither a user of its own nor shared memory is to be had in every container.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--window-size=1300,1000",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.txt").toFile())
            .start();
    try {
      Path active = profile.resolve("DevToolsActivePort");
      Eventually.await("the browser to start", () -> Files.readAllLines(active).size() >= 2);
      int port = Integer.parseInt(Files.readAllLines(active).get(0));
      return new Browser(process, page(port));
    } catch (Exception | AssertionError e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  private static URI page(int port) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    for (JsonNode target : JSON.readTree(response.body())) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new AssertionError("the browser has no page: " + response.body());
  }

  /** Goes to a page. */
  void open(String url) throws Exception {
    call("Runtime.enable", JSON.createObjectNode());
    call("Log.enable", JSON.createObjectNode());
    call("Page.navigate", JSON.createObjectNode().put("url", url));
  }

  /** Returns what an expression comes to in the page, as text. */
  String evaluate(String expression) throws Exception {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", "String(" + expression + ")")
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value").asText();
  }

  /** Returns the text that is to be seen in an element; empty: it is not there. */
  String text(String selector) throws Exception {
    return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''");
  }

  void click(String selector) throws Exception {
    evaluate("document.querySelector('" + selector + "').click()");
  }

  /** Waits until an element shows a text. */
  void awaitText(String selector, String wanted) throws InterruptedException {
    Eventually.await(
        selector + " to show " + wanted,
        () -> {
          String shown = text(selector);
          if (!shown.contains(wanted)) {
            throw new AssertionError("it shows: " + shown);
          }
          return true;
        });
  }

  /** Returns what has gone wrong in the page: errors of scripts, what its policy has blocked. */
  List<String> complaints() {
    return complaints;
  }

  private JsonNode call(String method, ObjectNode parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private final class Answers implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      message.append(part);
      if (isLast) {
        String whole = message.toString();
        message.setLength(0);
        take(whole);
      }
      from.request(1);
      return null;
    }

    private void take(String whole) {
      JsonNode node;
      try {
        node = JSON.readTree(whole);
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + whole, e);
      }
      CompletableFuture<JsonNode> answer = asked.remove(node.path("id").asInt());
      String level = node.path("params").path("entry").path("level").asText();
      if (answer != null) {
        answer.complete(node.path("result"));
      } else if (node.path("method").asText().equals("Runtime.exceptionThrown")
          || level.equals("error")) {
        complaints.add(whole);
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
