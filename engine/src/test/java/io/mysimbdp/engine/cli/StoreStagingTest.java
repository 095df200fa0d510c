package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.spark.SparkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands with files in an object store, on a real Cassandra. */
class StoreStagingTest {

  private static final S3Server SERVER = S3Server.shared();
  private static final String BUCKET = "commands";

  @TempDir private Path home;

  @BeforeAll
  static void make_bucket() {
    SERVER.bucket(BUCKET);
  }

  @Test
  void files_of_a_store_are_ingested_found_again_and_put_back() throws Exception {
    install("stored", BUCKET + "/{tenant}", "");
    stage("stored_a", "1.tsv", "a\nx\ny\n");
    stage("stored_a", "2.tsv", "a\nz\nreject\n");
    stage("stored_a", "3.pdf", "no table");
    stage("stored_b", "b.tsv", "a\n1\n");

    JsonNode first = run();

    assertThat(states(first, "stored_a"))
        .as(first.toPrettyString())
        .containsExactlyInAnyOrder("1.tsv done", "2.tsv done", "3.pdf refused");
    assertThat(states(first, "stored_b")).containsExactly("b.tsv failed");
    assertThat(keys("stored_a"))
        .containsExactly("done/1.tsv", "done/2.tsv", "refused/3.pdf", "refused/3.pdf.reason.txt");
    assertThat(keys("stored_b")).containsExactly("staging/b.tsv");
    assertThat(rows("stored_a")).containsExactlyInAnyOrder("x", "y", "z");
    assertThat(home.resolve("tenants/stored_a/rejects")).isNotEmptyDirectory();

    stage("stored_a", "again.tsv", "a\nx\ny\n");
    // As an engine leaves it that dies between the copy and the deletion.
    stage("stored_a", "2.tsv", "a\nz\nreject\n");
    JsonNode second = run();

    assertThat(states(second, "stored_a"))
        .containsExactlyInAnyOrder("again.tsv duplicate", "2.tsv duplicate");
    assertThat(keys("stored_a"))
        .contains("done/2.tsv", "done/2.tsv.2", "done/again.tsv")
        .noneMatch(key -> key.startsWith("staging/"));

    Called why = Called.engine(home, "why", "s3://" + BUCKET + "/stored_a/done/1.tsv");
    assertThat(why.out()).contains("done");
    Called retry = Called.engine(home, "retry", "--reingest", "stored_a/1.tsv", "stored_a/3.pdf");
    assertThat(retry.out()).contains("put back from done/", "put back from refused/");
    assertThat(keys("stored_a")).contains("staging/1.tsv", "staging/3.pdf");
    assertThat(Called.engine(home, "tenant", "list").out()).contains("stored_a");
    assertThat(Called.engine(home, "status").out()).contains("stored_a");

    JsonNode third = run("--verify", "all");

    assertThat(states(third, "stored_a")).containsExactlyInAnyOrder("1.tsv done", "3.pdf refused");
    assertThat(third.toString()).contains("as_recorded");
    assertThat(keys("stored_a")).contains("done/1.tsv", "refused/3.pdf");
  }

  @Test
  void executors_of_a_cluster_read_from_the_store_themselves() throws Exception {
    install(
        "spread",
        BUCKET + "/{tenant}",
        "spark { home = \"" + SparkCluster.home() + "\", conf.spark.executor.memory = 512m }\n");
    stage("spread_a", "1.tsv", "a\nx\nreject\ny\n");

    JsonNode summary = run("--workers", SparkCluster.shared().url());

    assertThat(states(summary, "spread_a"))
        .as(summary.toPrettyString())
        .containsExactly("1.tsv done");
    assertThat(keys("spread_a")).containsExactly("done/1.tsv");
    assertThat(rows("spread_a")).containsExactlyInAnyOrder("x", "y");
    assertThat(home.resolve("tenants/spread_a/rejects")).isNotEmptyDirectory();
  }

  @Test
  void a_bucket_that_is_away_stops_only_its_tenant() throws Exception {
    install("away", "{tenant}/x", "");
    Files.createDirectories(SERVER.data("away_b"));
    SERVER.put("away_b", "x/staging/1.tsv", "a\nq\n");
    Path a = Files.createDirectories(SERVER.data("away_a"));
    SERVER.put("away_a", "x/staging/1.tsv", "a\nq\n");
    Path aside = a.resolveSibling("moved-aside");
    Files.move(a, aside);

    assertThat(Called.engine(home, "check").out())
        .contains("s3://away_a/x/staging/ cannot be read", "404 NoSuchBucket")
        .doesNotContain("away_b");
    JsonNode without = run();

    assertThat(failure(without, "away_a"))
        .contains("s3://away_a/x/staging/ cannot be read", "404 NoSuchBucket");
    assertThat(states(without, "away_b")).containsExactly("1.tsv failed");

    Files.move(aside, a);

    assertThat(states(run(), "away_a")).containsExactly("1.tsv done");
    assertThat(rows("away_a")).containsExactly("q");
  }

  private static String failure(JsonNode summary, String tenant) {
    for (JsonNode each : summary.get("tenants")) {
      if (each.get("tenant").asText().equals(tenant)) {
        return each.get("reason").asText();
      }
    }
    return "";
  }

  private void install(String prefix, String bucket, String more) throws IOException {
    new TwoTenants(home, prefix)
        .install(
            """
            platform-keyspace = %s_platform
            profile { files.quiet-period = 0s, files.patterns = ["*.tsv"], rejects.max-ratio = 1
              write.consistency = ONE, limits.batch.files = 1 }
            staging {
              uri = "s3://%s/staging"
              store {
                endpoint = "%s"
                path-style = true
                access-key = %s
                secret-key = "%s"
              }
            }
            """
                    .formatted(
                        prefix,
                        bucket,
                        SERVER.config().endpoint(),
                        S3Server.LOGIN.accessKey(),
                        S3Server.LOGIN.secretKey().reveal())
                + more,
            """
            if (next.get(0).equals("reject")) {
              context.rejects().reject(next, "as told");
            } else {
              context.writer().write(next, t.row(next.get(0)));
            }
            """);
  }

  private JsonNode run(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "--output", "json"));
    command.addAll(List.of(more));
    return Called.engine(home, command.toArray(String[]::new)).json();
  }

  private static void stage(String tenant, String name, String content) {
    SERVER.put(BUCKET, tenant + "/staging/" + name, content);
  }

  private static List<String> keys(String tenant) {
    String prefix = tenant + "/";
    return SERVER.keys(BUCKET).stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  private static List<String> states(JsonNode summary, String tenant) {
    List<String> states = new ArrayList<>();
    for (JsonNode each : summary.get("tenants")) {
      if (each.get("tenant").asText().equals(tenant)) {
        for (JsonNode file : each.get("files")) {
          states.add(file.get("name").asText() + " " + file.get("state").asText());
        }
      }
    }
    return states;
  }

  private static List<String> rows(String tenant) {
    return CassandraServer.session()
        .execute("SELECT a FROM " + tenant + ".t")
        .map(row -> String.valueOf(row.getString("a")))
        .all();
  }
}
