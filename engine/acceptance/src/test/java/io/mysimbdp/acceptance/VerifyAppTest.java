package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A good app and one with several sins, each before the real engine on a Cassandra of its own. */
class VerifyAppTest {

  @TempDir private Path folder;
  private TestingHome home;

  @BeforeEach
  void install() {
    home = new TestingHome(folder).conf(new String[] {"ratings"}).sample("ratings");
  }

  @Test
  void a_good_app_holds_and_nothing_of_it_is_left() throws IOException {
    StringBuilder text = new StringBuilder("userid,movieid,rating,timestamp\n");
    for (int i = 0; i < 3_000; i++) {
      text.append(i).append(",1,3.5,964982703\n");
    }
    Path sample = Files.writeString(folder.resolve("ratings.csv"), text);

    Engine.Result result =
        home.engine()
            .call(
                "verify-app",
                home.plugins().resolve("ratings.jar").toString(),
                sample.toString(),
                "--records",
                "500",
                "--only",
                "poison",
                "--only",
                "failing-cassandra",
                "--only",
                "killed",
                "--output",
                "json");

    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(result.err())
        .contains("The sample: the first 500 records of the file", "killed: held")
        .doesNotContain("\tat ");
    assertThat(result.json().get("failed").asInt()).isZero();
    assertThat(check(result, "plain").get("seen").asText())
        .isEqualTo("500 records read, 500 rows acknowledged, 0 rejects, 0 skipped");
    assertThat(check(result, "poison").get("seen").asText()).endsWith(" taken, 0 skipped");
    assertThat(check(result, "failing-cassandra").get("seen").asText())
        .contains("the next one completed it; the same 500 rows");
    assertThat(check(result, "killed").get("seen").asText())
        .contains("when it ran", "the same 500 rows");
    assertThat(leftOfSandboxes()).isEmpty();
    assertThat(home.folder("ratings", "done")).doesNotExist();
  }

  @Test
  void the_sins_of_an_app_are_named_and_nothing_else() throws IOException {
    Path jar = sinful().buildInto(folder);
    Path sample =
        Files.writeString(folder.resolve("notes.csv"), "user,text\n1,one\n2,two\n3,three\n");

    Engine.Result result =
        home.engine()
            .call(
                "verify-app",
                jar.toString(),
                sample.toString(),
                "--only",
                "repeated",
                "--only",
                "poison",
                "--only",
                "edges",
                "--only",
                "leftovers",
                "--output",
                "json");

    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(4);
    assertThat(verdict(result, "plain")).isEqualTo("held");
    assertThat(verdict(result, "edges"))
        .as("its keys are others each time, which is said once")
        .isEqualTo("not_applicable");
    assertThat(verdict(result, "repeated")).isEqualTo("failed");
    assertThat(check(result, "repeated").get("seen").asText())
        .contains("notes: ", "with new values in id", "and 3 skipped when they came again");
    assertThat(check(result, "repeated").get("advice").asText())
        .contains("random numbers", "static fields");
    assertThat(verdict(result, "poison")).isEqualTo("failed");
    assertThat(check(result, "poison").get("seen").asText())
        .contains("wrong-type: 1 line was skipped, which is not told to anybody");
    assertThat(verdict(result, "leftovers")).isEqualTo("failed");
    assertThat(check(result, "leftovers").get("seen").asText()).contains("acme-poller");
    assertThat(leftOfSandboxes()).isEmpty();
  }

  @Test
  void what_cannot_be_tried_is_said_before_anything_is_started() throws IOException {
    Path jar = Files.writeString(folder.resolve("no.jar"), "this is no archive");
    Path sample = Files.writeString(folder.resolve("a.csv"), "a\n1\n");

    assertThat(home.engine().call("verify-app", jar.toString(), sample.toString()).err())
        .contains("no.jar");
    Engine.Result unknown = home.engine().call("verify-app", "--only", "poisson");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no check 'poisson'; did you mean poison?");
    assertThat(home.engine().call("verify-app", "--list").out())
        .contains("CHECK", "killed", "slow-cassandra", "leftovers");
    assertThat(leftOfSandboxes()).isEmpty();
  }

  /** Random keys, state in a static field, a thread that lives on, records left out unseen. */
  private static PluginJar sinful() {
    return PluginJar.named("notes")
        .source(
            "acme.App",
            """
            package acme;
            import io.mysimbdp.tenant.*;
            import java.util.*;
            public class App extends WranglingApp {
              private static final Table NOTES = Table.of("notes", "id", "user_id", "text");
              private static final Set<String> SEEN =
                  Collections.synchronizedSet(new HashSet<>());
              @Override
              protected void open(BatchContext context) {
                Thread poller = new Thread(() -> {
                  try { Thread.sleep(600_000); } catch (InterruptedException e) { }
                }, "acme-poller");
                poller.setDaemon(true);
                poller.start();
              }
              @Override
              public Outcome wrangle(InputRecord record) {
                try {
                  int user = Integer.parseInt(record.get("user"));
                  if (!SEEN.add(record.get("text"))) {
                    return Outcome.skip("was there before");
                  }
                  return Outcome.write(
                      NOTES.row(UUID.randomUUID(), user, record.get("text")));
                } catch (NumberFormatException e) {
                  return Outcome.skip("broken");
                }
              }
            }
            """)
        .service("acme.App")
        .entry(
            "META-INF/mysimbdp/schema.cql",
            "CREATE TABLE IF NOT EXISTS notes (id uuid PRIMARY KEY, user_id int, text text);");
  }

  private List<String> leftOfSandboxes() throws IOException {
    Path place = folder.resolve(".mysimbdp/sandboxes");
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("sandbox_"))
          .toList();
    }
  }

  private static String verdict(Engine.Result result, String name) {
    return check(result, name).get("verdict").asText();
  }

  private static JsonNode check(Engine.Result result, String name) {
    for (JsonNode check : result.json().get("checks")) {
      if (check.get("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + result.out());
  }
}
