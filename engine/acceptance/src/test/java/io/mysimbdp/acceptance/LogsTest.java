package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in the logs: of each tenant, of the platform, and for analysis. */
class LogsTest {

  private static final List<String> TENANTS = List.of("logs_ada", "logs_bob", "logs_far");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private TestingHome home;

  /** Three tenants have the same app, whose logger is static: two share its class. */
  @BeforeEach
  void install() throws IOException {
    home =
        new TestingHome(folder)
            .conf(TENANTS.toArray(String[]::new), SharedCassandra.conf("logs_platform"))
            .tenant("logs_ada", "plugin = chatty, dialect.format = csv")
            .tenant("logs_bob", "plugin = chatty, dialect.format = csv")
            .tenant("logs_far", "plugin = chatty, dialect.format = csv, isolation = process");
    PluginJar.named("chatty")
        .source(
            "acme.App",
            """
            package acme;
            import io.mysimbdp.tenant.*;
            public class App implements ClientBatchIngestApp {
              static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(App.class);
              public void ingest(BatchContext context) throws Exception {
                LOG.info("static, for {}", context.tenantId());
                context.logger().warn("two\\nlines, for {}", context.tenantId());
                System.out.println("printed, for " + context.tenantId());
                Thread own = new Thread(() -> LOG.info("thread, for {}", context.tenantId()));
                own.start();
                own.join();
                for (int i = 0; i < 5_000; i++) LOG.info("flood {}", i);
                for (var file : context.files()) {
                  var records = file.records();
                  for (var r = records.next(); r != null; r = records.next()) {
                    context.rejects().skip(r, "for nothing");
                  }
                }
                if (context.files().size() > 1) throw new IllegalStateException("too many files");
              }
            }
            """)
        .service("acme.App")
        .buildInto(home.plugins());
    for (String tenant : TENANTS) {
      home.stage(tenant, "a.csv", "a\n1\n2\n3\n");
    }
    home.stage("logs_bob", "b.csv", "a\n4\n");
  }

  @Test
  void each_tenant_reads_of_itself_alone_and_events_have_the_figures() throws IOException {
    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
    for (String tenant : TENANTS) {
      List<String> lines = log("tenants/" + tenant + ".log");
      assertThat(lines)
          .as(tenant)
          .anyMatch(line -> line.contains(tenant + ": batch ") && line.contains(" begins, "))
          .anyMatch(line -> line.contains(": static, for " + tenant))
          .anyMatch(line -> line.matches(".*: two(\\\\n| ↵ )lines, for " + tenant))
          .anyMatch(line -> line.contains(": printed, for " + tenant))
          .anyMatch(line -> line.contains(": thread, for " + tenant))
          .anyMatch(line -> line.contains(tenant + ": 1 batch in all, "));
      assertThat(lines.stream().filter(line -> line.contains("flood")))
          .as("lines beyond the budget are left out")
          .hasSizeBetween(1_000, 4_000);
      TENANTS.stream()
          .filter(other -> !other.equals(tenant))
          .forEach(other -> assertThat(lines).noneMatch(line -> line.contains(other)));
    }
    assertThat(log("tenants/logs_bob.log"))
        .anyMatch(line -> line.contains("failed after") && line.contains("too many files"));
    assertThat(log("engine.log")).noneMatch(line -> line.contains("flood"));
    assertThat(result.err())
        .contains("logs_ada: its app says: two\\nlines, for logs_ada")
        .doesNotContain("static, for", "flood");

    JsonNode ended = event("batch_ended", "logs_ada");
    assertThat(ended.get("records_read").asLong()).isEqualTo(3);
    assertThat(ended.get("skipped").asLong()).isEqualTo(3);
    assertThat(ended.get("bytes").asLong()).isEqualTo(8);
    assertThat(ended.get("run").asText())
        .isEqualTo(event("batch_began", "logs_ada").get("run").asText());
    assertThat(event("file_ended", "logs_far").get("file").asText()).isEqualTo("a.csv");
    assertThat(event("file_ended", "logs_far").get("seconds").isNumber()).isTrue();
    assertThat(event("batch_ended", "logs_bob").get("code").asText()).isEqualTo("APP_FAILED");
    assertThat(event("app", "logs_far").get("message").asText()).contains("for logs_far");
  }

  private JsonNode event(String name, String tenant) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : log("events.jsonl")) {
      JsonNode node = JSON.readTree(line);
      if (node.path("event").asText().equals(name) && node.path("tenant").asText().equals(tenant)) {
        found.add(node);
      }
    }
    assertThat(found).as(name + " of " + tenant).isNotEmpty();
    return found.get(0);
  }

  private List<String> log(String name) throws IOException {
    return Files.readAllLines(folder.resolve(".mysimbdp/logs").resolve(name));
  }
}
