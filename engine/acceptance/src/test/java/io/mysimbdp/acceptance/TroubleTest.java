package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad JARs, bad files and bad records beside a tenant that does everything right. */
class TroubleTest {

  private static final String GOOD_FILE = "userid,movieid,rating,timestamp\n1,2,3.5,964982703\n";

  @TempDir private Path folder;

  @Test
  void bad_jars_are_reported_one_by_one_and_the_others_run() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"ratings", "nojar", "nofolder", "notzip", "thrower", "silent"},
                SharedCassandra.conf("trouble_jars"))
            .sample("ratings")
            .tenant("nojar", "")
            .tenant("notzip", "")
            .tenant("thrower", "dialect.format = csv")
            .tenant("silent", "dialect.format = csv")
            .tenant("stranger", "")
            .stage("ratings", "r.csv", GOOD_FILE)
            .stage("thrower", "t.csv", "a\n1\n")
            .stage("silent", "s.csv", "a\n1\n2\n");
    Files.writeString(home.plugins().resolve("notzip.jar"), "this is no archive");
    app("thrower", "throw new IllegalStateException(\"no licence\");").buildInto(home.plugins());
    app("silent", "var r = context.files().get(0).records(); while (r.next() != null) {}")
        .buildInto(home.plugins());
    app("unregistered", "").buildInto(home.plugins());

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
    JsonNode summary = result.json();
    assertThat(MainJobTest.tenant(summary, "ratings").get("state").asText()).isEqualTo("done");
    assertThat(reason(summary, "nojar")).isEqualTo("no JAR in plugins/ has Plugin-Id nojar");
    assertThat(reason(summary, "nofolder")).contains("tenants/nofolder", "folder not found");
    assertThat(reason(summary, "notzip")).contains("notzip.jar");
    assertThat(fileReason(summary, "thrower"))
        .isEqualTo(
            "app acme.App failed: IllegalStateException: no licence (App.java:"
                + PluginJarApps.BODY_LINE
                + ")");
    assertThat(fileReason(summary, "silent"))
        .isEqualTo(
            "2 of 2 records of s.csv were neither written, rejected nor skipped by the app, for"
                + " example line 2; expected one of the three for each, also where an exception is"
                + " caught");
    assertThat(summary.get("warnings").toString())
        .contains("unregistered.jar is not used", "tenants/stranger is not served");
    assertThat(result.err()).doesNotContain("\tat ");
    assertThat(home.staging("thrower").resolve("t.csv")).exists();
  }

  @Test
  void bad_records_and_files_are_put_aside_with_the_reason() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, SharedCassandra.conf("trouble_files"))
            .sample("ratings")
            .stage(
                "ratings",
                "some.csv",
                GOOD_FILE + "7,8\n7,8,4.0,964982703\n9,\"8,1.0,1\n10,11,bad,964982703\n")
            .stage("ratings", "header.csv", "user,film,rating,time\n1,2,3,4\n")
            .stage("ratings", "twice.csv", "a,a,b,c\n1,2,3,4\n")
            .stage("ratings", "data.pdf", "%PDF")
            .stage("ratings", "empty.csv", "")
            .stage("ratings", "broken.csv.gz", "this is not gzip");
    Files.createSymbolicLink(home.staging("ratings").resolve("link.csv"), Path.of("/etc/passwd"));

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    JsonNode tenant = MainJobTest.tenant(result.json(), "ratings");
    assertThat(tenant.get("state").asText()).isEqualTo("done_with_rejects");
    JsonNode some = file(tenant, "some.csv");
    assertThat(some.get("records_read").asLong()).isEqualTo(5);
    assertThat(some.get("rows_written").asLong()).isEqualTo(2);
    assertThat(some.get("rejects").asLong()).isEqualTo(3);
    assertThat(file(tenant, "empty.csv").get("state").asText()).isEqualTo("done");
    for (String refused :
        new String[] {"header.csv", "twice.csv", "data.pdf", "broken.csv.gz", "link.csv"}) {
      assertThat(file(tenant, refused).get("state").asText()).as(refused).isEqualTo("refused");
      assertThat(home.folder("ratings", "refused").resolve(refused + ".reason.txt"))
          .hasContent(file(tenant, refused).get("reason").asText());
    }
    assertThat(MainJobTest.filesIn(home.staging("ratings"))).isEmpty();
    Path rejects = home.folder("ratings", "rejects");
    assertThat(MainJobTest.filesIn(rejects)).as("a log, and a file to be mended").hasSize(2);
    String log = Files.readString(rejects.resolve(rejectLogs(rejects).get(0)));
    assertThat(log)
        .contains("\"line\":3,", "\"line\":5,", "\"line\":6,")
        .contains("\"raw\":\"7,8\"");
  }

  @Test
  void a_tenant_that_another_engine_serves_is_left_alone() throws Exception {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"slow", "ratings"}, SharedCassandra.conf("trouble_busy"))
            .sample("ratings")
            .tenant("slow", "dialect.format = csv")
            .stage("slow", "s.csv", "a\n1\n");
    app("slow", "while (!context.isCancelled()) Thread.onSpinWait();").buildInto(home.plugins());
    Process first = home.engine().start("run");
    try {
      while (first.isAlive() && !home.engine().read("err").contains("begins")) {
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
      }
      home.stage("ratings", "r.csv", GOOD_FILE);

      Engine.Result second = home.engine().call("run", "--tenant", "slow", "--output", "json");

      assertThat(second.exitCode()).as(second.err()).isEqualTo(4);
      assertThat(reason(second.json(), "slow")).startsWith("another engine is serving tenant slow");
    } finally {
      first.destroy();
      assertThat(first.waitFor()).isEqualTo(7);
    }
  }

  @Test
  void names_beyond_ascii_and_of_any_length_are_just_names() throws IOException {
    String longest = "x".repeat(251) + ".csv";
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, SharedCassandra.conf("trouble_names"))
            .sample("ratings")
            .stage("ratings", "bücher 日本 😀.csv", GOOD_FILE)
            .stage("ratings", longest, GOOD_FILE + "1,2\n");

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    JsonNode tenant = MainJobTest.tenant(result.json(), "ratings");
    assertThat(file(tenant, "bücher 日本 😀.csv").get("state").asText()).isEqualTo("done");
    assertThat(file(tenant, longest).get("state").asText()).isEqualTo("done");
    assertThat(rejectLogs(home.folder("ratings", "rejects"))).hasSize(1);
  }

  private static PluginJar app(String id, String body) {
    return PluginJarApps.app(id, body);
  }

  private static List<String> rejectLogs(Path folder) throws IOException {
    return MainJobTest.filesIn(folder).stream().filter(n -> n.endsWith(".jsonl")).toList();
  }

  private static String reason(JsonNode summary, String tenant) {
    return MainJobTest.tenant(summary, tenant).get("reason").asText();
  }

  private static String fileReason(JsonNode summary, String tenant) {
    return MainJobTest.tenant(summary, tenant).at("/files/0/reason").asText();
  }

  private static JsonNode file(JsonNode tenant, String name) {
    for (JsonNode file : tenant.get("files")) {
      if (file.get("name").asText().equals(name)) {
        return file;
      }
    }
    throw new AssertionError("no file " + name + " in " + tenant);
  }
}
