package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.metrics.PromExpression;
import io.mysimbdp.engine.metrics.Scraped;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.terminal.StatusBlock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard and the alert rules in {@code conf/} speak of metrics and labels that a real
 * service exports, on a real Cassandra, after one of its tenants has done and another one has
 * failed.
 */
class MonitoringFilesTest {

  /** What Prometheus adds, or makes by itself. */
  private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

  private static final Set<String> METRICS_OF_PROMETHEUS = Set.of("up");
  private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)");

  @TempDir private Path home;

  @Test
  void dashboard_and_alerts_ask_for_what_there_is() throws Exception {
    Map<String, PromExpression> expressions = new LinkedHashMap<>();
    Map<String, Set<String>> told = new LinkedHashMap<>();
    dashboard(expressions);
    alerts(expressions, told);
    assertThat(expressions).as("the files were read").hasSizeGreaterThan(50);
    Scraped figures = figures();
    assertThat(TwoTenants.withNotedPlan("seen")).containsExactlyInAnyOrder("seen_a", "seen_b");

    expressions.forEach(
        (where, expression) -> {
          Set<String> all = new TreeSet<>(LABELS_OF_PROMETHEUS);
          expression
              .metrics()
              .forEach(
                  (metric, labels) -> {
                    if (METRICS_OF_PROMETHEUS.contains(metric)) {
                      return;
                    }
                    assertThat(figures.names()).as(where).contains(metric);
                    Set<String> exported = new TreeSet<>(figures.labelsOf(metric));
                    exported.addAll(LABELS_OF_PROMETHEUS);
                    assertThat(exported).as(where + ": " + metric).containsAll(labels);
                    all.addAll(exported);
                  });
          assertThat(all).as(where).containsAll(expression.grouping());
          if (told.containsKey(where)) {
            assertThat(expression.grouping().isEmpty() ? all : expression.grouping())
                .as(where + ": what its text speaks of is there")
                .containsAll(told.get(where));
          }
        });
  }

  private static void dashboard(Map<String, PromExpression> expressions) throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(project().resolve("conf/grafana/mysimbdp.json").toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.put(
            "panel " + panel.get("id") + " " + panel.get("title") + target.get("refId"),
            PromExpression.of(target.get("expr").asText()));
      }
    }
    Pattern values = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    for (JsonNode variable : dashboard.at("/templating/list")) {
      Matcher query = values.matcher(variable.path("definition").asText());
      if (query.matches()) {
        expressions.put(
            "variable " + variable.get("name"),
            PromExpression.of("sum by (" + query.group(2) + ") (" + query.group(1) + ")"));
      }
    }
  }

  private static void alerts(Map<String, PromExpression> expressions, Map<String, Set<String>> told)
      throws IOException {
    JsonNode file =
        new ObjectMapper(new YAMLFactory())
            .readTree(project().resolve("conf/prometheus/alerts.yml").toFile());
    for (JsonNode group : file.get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        String name = "alert " + rule.get("alert").asText();
        expressions.put(name, PromExpression.of(rule.get("expr").asText()));
        Set<String> labels = new TreeSet<>();
        for (String text : List.of("summary", "description")) {
          assertThat(rule.at("/annotations/" + text).asText()).as(name).isNotBlank();
          Matcher template = TEMPLATE.matcher(rule.at("/annotations/" + text).asText());
          while (template.find()) {
            labels.add(template.group(1));
          }
        }
        told.put(name, labels);
      }
    }
  }

  /** Runs a service until one tenant is done and the other is suspended, and asks it. */
  private Scraped figures() throws Exception {
    int port = freePort();
    makeInstallation(port);
    EngineService service =
        new EngineService(new Home(home), Map.of(), Set.of(), StatusBlock.off());
    CompletableFuture<List<ServiceTally>> ended = new CompletableFuture<>();
    Installation installation = Installation.load(home, Map.of());
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(service.run(installation));
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            },
            "service");
    thread.start();
    try {
      List<Scraped> last = new ArrayList<>();
      Eventually.await(
          "one tenant to be done and the other to be suspended",
          () -> {
            if (ended.isDone()) {
              ended.join();
              throw new AssertionError("the service has ended");
            }
            Scraped now = scraped(port);
            last.add(now);
            return now.sum("mysimbdp_files_total", "tenant", "seen_a", "outcome", "done") == 1
                && now.sum("mysimbdp_tenant_suspended", "tenant", "seen_b") == 1
                && now.sum("mysimbdp_quota_left_ratio", "tenant", "seen_a") > 0
                && now.names().contains("jvm_gc_pause_seconds_sum");
          });
      return last.get(last.size() - 1);
    } finally {
      service.stop();
      ended.join();
    }
  }

  private static Scraped scraped(int port) throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      return Scraped.of(""); // It is on its way.
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    System.gc(); // Its pauses are measured.
    return Scraped.of(answer.body());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void makeInstallation(int port) throws IOException {
    TwoTenants tenants = new TwoTenants(home, "seen");
    tenants.install(
        """
        platform-keyspace = seen
        suspend-after = 1
        profile { files.quiet-period = 0s, write.consistency = ONE, limits.day.files = 10 }
        web.port = %d
        """
            .formatted(port),
        "context.writer().write(next, t.row(next.get(0)));");
    for (String tenant : List.of("a", "b")) {
      tenants.stage(tenant, "a.tsv", "a\n1\n");
    }
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }
}
