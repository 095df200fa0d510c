package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.spark.SparkCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample tenants, unchanged, by all three kinds of workers: the same in the end. */
class WorkerKindsTest {

  private static final List<String> TENANTS =
      List.of("gift_card", "digital_video_games", "toys", "ratings");

  /** What a kind has made of the samples. */
  private record Outcome(
      Map<String, String> tables, Map<String, String> summaries, Map<String, String> rejects) {}

  @TempDir private Path folder;

  @Test
  void local_process_and_spark_make_the_same_tables_counts_and_rejects() throws Exception {
    Outcome local = run("local", "", "local");
    Outcome process = run("process", "profile.isolation = process", "local");
    Outcome spark = run("spark", "", SparkCluster.shared().url());

    assertThat(local.tables()).hasSizeGreaterThanOrEqualTo(TENANTS.size());
    assertThat(process).isEqualTo(local);
    assertThat(spark).isEqualTo(local);
  }

  private Outcome run(String kind, String conf, String workers) throws Exception {
    TestingHome home = new TestingHome(Files.createDirectory(folder.resolve(kind)));
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf("kinds_" + kind)));
    lines.add(conf);
    home.conf(TENANTS.toArray(String[]::new), lines.toArray(String[]::new));
    TENANTS.forEach(home::sample);
    stage(home, "gift_card", "Gift_Card", "gift_card.tsv");
    stage(home, "digital_video_games", "Digital_Video_Games", "digital_video_games.tsv.gz");
    stage(home, "toys", "Toys", "toys.csv");
    home.stage("ratings", "ratings.csv", Ratings.csv(0, 3_000, 100));

    Engine.Result result = home.engine().call("run", "--workers", workers, "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isBetween(0, 3);
    for (String tenant : TENANTS) {
      assertThat(home.root().resolve(".mysimbdp/logs/tenants/" + tenant + ".log"))
          .as("each tenant's log tells of its batch")
          .content()
          .containsPattern("batch \\d+ ended");
    }
    Outcome outcome = new Outcome(tables(), summaries(result.json()), rejects(home));
    outcome.tables().keySet().stream()
        .map(table -> table.substring(0, table.indexOf('.')))
        .distinct()
        .forEach(keyspace -> SharedCassandra.session().execute("DROP KEYSPACE " + keyspace));
    return outcome;
  }

  private static void stage(TestingHome home, String tenant, String category, String name) {
    Engine.Result made =
        home.engine()
            .call(
                "generate",
                "--category",
                category,
                "--rows",
                "2000",
                "--seed",
                "2",
                "--output",
                home.staging(tenant).resolve(name).toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  /** A digest of each table that tenants have, by its name. */
  private static Map<String, String> tables() throws Exception {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Row table :
        SharedCassandra.session()
            .execute("SELECT keyspace_name, table_name FROM system_schema.tables")) {
      String keyspace = String.valueOf(table.getString("keyspace_name"));
      if (keyspace.startsWith("system") || keyspace.startsWith("kinds_")) {
        continue;
      }
      String name = keyspace + "." + table.getString("table_name");
      TreeSet<String> rows = new TreeSet<>();
      for (Row row : SharedCassandra.session().execute("SELECT JSON * FROM " + name)) {
        rows.add(String.valueOf(row.getString(0)));
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      rows.forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
      digests.put(name, rows.size() + " " + HexFormat.of().formatHex(digest.digest()));
    }
    return digests;
  }

  private static Map<String, String> summaries(JsonNode summary) {
    Map<String, String> tenants = new LinkedHashMap<>();
    for (JsonNode tenant : summary.get("tenants")) {
      tenants.put(
          tenant.get("tenant").asText(),
          tenant.get("state") + " " + withoutRun(tenant.get("files").toString()));
    }
    return tenants;
  }

  /** The id of a run is another each time. */
  private static String withoutRun(String text) {
    return text.replaceAll("[0-9]{8}T[0-9]+-[0-9a-f]+", "RUN");
  }

  private static Map<String, String> rejects(TestingHome home) throws IOException {
    Map<String, String> rejects = new LinkedHashMap<>();
    for (String tenant : TENANTS) {
      Path logs = home.folder(tenant, "rejects");
      for (String name : Files.exists(logs) ? MainJobTest.filesIn(logs) : List.<String>of()) {
        rejects.put(
            tenant + "/" + withoutRun(name), withoutRun(Files.readString(logs.resolve(name))));
      }
    }
    return rejects;
  }
}
