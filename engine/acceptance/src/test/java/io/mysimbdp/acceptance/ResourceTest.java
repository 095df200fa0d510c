package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs out, runs out for one tenant; the next run does what was left. */
class ResourceTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final int REJECTS = 20_000;

  @TempDir private Path folder;

  /** A limit on the size of files stands in for a full disk: the same error of the same call. */
  @Test
  void rejects_that_the_disk_does_not_take_fail_the_run_until_there_is_room() throws Exception {
    TestingHome home = home("resource_disk", "ratings");
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < REJECTS; i++) {
      rows.append(i).append(",1,bad,1\n");
    }
    home.stage("ratings", "a.csv", rows.append("1,1,3.5,1\n").toString());

    Engine.Result full = limited(home, 1_000);

    assertThat(full.exitCode()).as(full.err()).isEqualTo(4);
    JsonNode file = MainJobTest.tenant(full.json(), "ratings").at("/files/0");
    assertThat(file.get("state").asText()).isEqualTo("failed");
    assertThat(file.get("reason").asText())
        .startsWith("Rejects cannot be written to ")
        .endsWith(": File too large");
    assertThat(full.err()).doesNotContain("\tat ");
    assertThat(home.staging("ratings").resolve("a.csv")).exists();

    Engine.Result again = home.engine().call("run", "--output", "json");

    assertThat(again.exitCode()).as(again.err()).isEqualTo(3);
    JsonNode done = MainJobTest.tenant(again.json(), "ratings");
    assertThat(done.get("records_read").asInt()).isEqualTo(REJECTS + 1);
    assertThat(done.get("rejects").asInt()).isEqualTo(REJECTS);
    JsonNode entry = home.engine().call("history", "--output", "json").json().get(0);
    assertThat(entry.get("attempts").asInt()).isEqualTo(2);
    assertThat(entry.get("first_error").asText()).startsWith("Rejects cannot be written to ");
  }

  @Test
  void an_app_that_exhausts_the_heap_fails_alone() throws IOException {
    TestingHome home = home("resource_heap", "ratings", "greedy");
    home.tenant("greedy", "dialect.format = csv").stage("greedy", "g.csv", "a\n1\n");
    home.stage("ratings", "a.csv", HEADER + "1,1,3.5,1\n");
    PluginJarApps.app(
            "greedy",
            "var all = new java.util.ArrayList<byte[]>(); while (true) all.add(new byte[1 << 22]);")
        .buildInto(home.plugins());

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
    assertThat(MainJobTest.tenant(result.json(), "ratings").get("state").asText())
        .isEqualTo("done");
    assertThat(MainJobTest.tenant(result.json(), "greedy").at("/files/0/reason").asText())
        .startsWith("app acme.App failed: OutOfMemoryError: Java heap space");
  }

  @Test
  void a_staging_directory_that_cannot_be_read_fails_its_tenant_alone() throws IOException {
    TestingHome home = home("resource_folder", "ratings", "other");
    home.tenant("other", "plugin = ratings, dialect.format = csv");
    home.stage("ratings", "a.csv", HEADER + "1,1,3.5,1\n");
    Files.delete(home.staging("other"));
    Files.writeString(home.staging("other"), "a file in the place of the folder");

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
    assertThat(MainJobTest.tenant(result.json(), "ratings").get("state").asText())
        .isEqualTo("done");
    assertThat(MainJobTest.tenant(result.json(), "other").get("reason").asText())
        .startsWith("Staging directory ")
        .contains("cannot be read: ");
  }

  /** Runs the engine where no file may grow beyond some kilobytes. */
  private static Engine.Result limited(TestingHome home, int kilobytes) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "ulimit -f " + kilobytes + "; exec \"$0\" run --output json --home \"$1\"",
            Engine.project().resolve("engine/bin/engine").toString(),
            home.root().toString());
    builder.environment().put("MYSIMBDP_BUILD", "never");
    Path out = home.root().resolve("out.txt");
    Path err = home.root().resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int exitCode = builder.start().waitFor();
    return new Engine.Result(exitCode, Files.readString(out), Files.readString(err));
  }

  private TestingHome home(String platform, String... tenants) {
    for (String tenant : tenants) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
    }
    return new TestingHome(folder)
        .conf(tenants, SharedCassandra.conf(platform))
        .sample("ratings")
        .tenant("ratings", "dialect.format = csv, rejects { max-ratio = 1, max-count = 1000000 }");
  }
}
