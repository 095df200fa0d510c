package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.notify.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine tells a webhook. */
class NotifyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void failures_suspensions_and_quotas_are_told_once() throws Exception {
    TestingHome home =
        home("notify_all", "grants.ratings.limits.day.files = 2", "suspend-after = 1")
            .sample("ratings")
            .tenant("broken", "dialect.format = csv")
            .stage("ratings", "a.csv", "userid,movieid,rating,timestamp\n1,2,3.5,964982703\n")
            .stage("ratings", "b.csv", "userid,movieid,rating,timestamp\n1,3,3.5,964982703\n")
            .stage("broken", "t.csv", "a\n1\n");
    PluginJarApps.app("broken", "throw new IllegalStateException(\"no licence\");")
        .buildInto(home.plugins());
    receiver.answers(500);

    Engine.Result run = home.engine().call("run");
    Engine.Result suspend =
        home.engine().call("tenant", "suspend", "ratings", "--reason", "unpaid bill");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(suspend.exitCode()).as(suspend.err()).isZero();
    List<JsonNode> told = new ArrayList<>();
    for (Receiver.Message message : receiver.messages()) {
      assertThat(message.headers().getFirst("X-Mysimbdp-Signature")).startsWith("sha256=");
      JsonNode node = JSON.readTree(message.body());
      if (told.stream().noneMatch(each -> each.get("id").equals(node.get("id")))) {
        told.add(node);
      }
    }
    assertThat(told)
        .extracting(each -> each.get("event").asText() + " of " + each.get("tenant").asText())
        .containsExactlyInAnyOrder(
            "failure of broken",
            "suspension of broken",
            "quota of ratings",
            "suspension of ratings");
    assertThat(find(told, "failure", "broken").get("code").asText()).isEqualTo("APP_FAILED");
    assertThat(find(told, "failure", "broken").get("files").toString()).isEqualTo("[\"t.csv\"]");
    assertThat(find(told, "suspension", "broken").get("by").asText()).isEqualTo("circuit-breaker");
    assertThat(find(told, "quota", "ratings").get("quota").toString())
        .isEqualTo("{\"window\":\"day\",\"unit\":\"files\",\"limit\":2,\"used\":2}");
    assertThat(find(told, "suspension", "ratings").get("by").asText()).isEqualTo("operator");
    assertThat(find(told, "suspension", "ratings").get("reason").asText()).isEqualTo("unpaid bill");
  }

  @Test
  void a_test_says_what_was_sent_and_what_came_of_it() throws Exception {
    TestingHome home = home("notify_test");
    receiver.answers(200, 404);

    Engine.Result good = home.engine().call("notify", "test", "--output", "json");
    Engine.Result bad = home.engine().call("notify", "test");

    assertThat(good.exitCode()).as(good.err()).isZero();
    assertThat(good.json().get("status").asInt()).isEqualTo(200);
    assertThat(good.json().get("sent")).isEqualTo(JSON.readTree(receiver.messages().get(0).body()));
    assertThat(bad.exitCode()).isEqualTo(9);
    assertThat(bad.out())
        .contains("\"event\" : \"test\"", "Not delivered to http://127.0.0.1:", ": it answers 404")
        .doesNotContain("hidden");
  }

  private TestingHome home(String platform, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(SharedCassandra.conf(platform)));
    all.addAll(List.of(lines));
    all.add("notify { url = \"" + receiver.url() + "\", secret = \"for a test\" }");
    return new TestingHome(folder)
        .conf(new String[] {"ratings", "broken"}, all.toArray(String[]::new));
  }

  private static JsonNode find(List<JsonNode> told, String event, String tenant) {
    return told.stream()
        .filter(each -> each.get("event").asText().equals(event))
        .filter(each -> each.get("tenant").asText().equals(tenant))
        .findFirst()
        .orElseThrow();
  }
}
