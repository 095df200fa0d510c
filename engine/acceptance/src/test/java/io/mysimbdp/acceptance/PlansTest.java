package io.mysimbdp.acceptance;

import static io.mysimbdp.acceptance.PluginJarApps.app;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants on different plans get exactly what their plans say, over several runs. */
class PlansTest {

  private static final String PLANS =
      """
      plans {
        free {
          files { max-size = 1000, max-records = 20 }
          limits { batch.files = 2, day.files = 5 }
        }
        premium { limits { batch.files = 10, day.bytes = 1 MiB, concurrent-batches = 2 } }
      }
      """;

  @TempDir private Path folder;

  @Test
  void two_tenants_with_the_same_files_get_what_their_plans_say() throws IOException {
    TestingHome home = home("plans", "plan-of { frugal = free, generous = premium }");
    for (String tenant : List.of("frugal", "generous")) {
      home.stage(tenant, "big.csv", Ratings.csv(1_000, 100))
          .stage(tenant, "01.csv", Ratings.csv(10, 10));
      home.stage(tenant, "02.csv", Ratings.csv(20, 10))
          .stage(tenant, "long.csv", Ratings.csv(500, 21));
      for (int i = 3; i <= 8; i++) {
        home.stage(tenant, "0" + i + ".csv", Ratings.csv(i * 10, 10));
      }
    }
    Instant before = Instant.now();

    JsonNode summary = run(home, 3);

    assertThat(outcomes(summary, "frugal"))
        .containsExactlyInAnyOrder(
            "big.csv refused files.max-size 0",
            "01.csv done - 10",
            "02.csv done - 10",
            "long.csv refused files.max-records 20",
            "03.csv done - 10",
            "04.csv done - 10",
            "05.csv done - 10",
            "06.csv deferred limits.day.files 0",
            "07.csv deferred limits.day.files 0",
            "08.csv deferred limits.day.files 0");
    assertThat(outcomes(summary, "generous"))
        .containsExactlyInAnyOrder(
            "big.csv done - 100",
            "01.csv done - 10",
            "02.csv done - 10",
            "long.csv done - 21",
            "03.csv done - 10",
            "04.csv done - 10",
            "05.csv done - 10",
            "06.csv done - 10",
            "07.csv done - 10",
            "08.csv done - 10");
    assertThat(SharedCassandra.count("generous.ratings")).isEqualTo(100 + 21 + 8 * 10);
    assertThat(SharedCassandra.count("frugal.ratings")).isEqualTo(20 + 5 * 10);
    assertThat(batches("frugal")).as("at most 2 files in each").containsExactly(2L, 1L, 2L);
    JsonNode sixth = file(summary, "frugal", "06.csv");
    assertThat(Instant.parse(sixth.get("not_before").asText()))
        .isBetween(
            before.plus(Duration.ofDays(1)).minusMillis(1), Instant.now().plus(Duration.ofDays(1)));
    assertThat(file(summary, "frugal", "07.csv").get("reason").asText())
        .startsWith("it waits behind 06.csv: limits.day.files = 5 files, 5 files used; it may run");
    assertThat(file(summary, "frugal", "big.csv").get("reason").asText())
        .matches("it has [0-9,]+ bytes, more than files.max-size = 1,000 bytes");

    assertThat(outcomes(run(home, 0), "frugal"))
        .as("the quota outlives the engine")
        .containsExactlyInAnyOrder(
            "06.csv deferred limits.day.files 0",
            "07.csv deferred limits.day.files 0",
            "08.csv deferred limits.day.files 0");
    assertQuotas(home);
    assertThat(decisions("frugal", "06.csv")).containsExactly("deferred", "deferred");
    assertThat(decisions("frugal", "05.csv")).containsExactly("admitted");
    assertThat(decisions("frugal", "long.csv")).containsExactly("refused", "admitted");
    assertThat(decisions("frugal", "big.csv")).containsExactly("refused");
    assertExplanations(home, sixth.get("not_before").asText());
  }

  private static void assertQuotas(TestingHome home) {
    String quota = home.engine().call("quota", "--output", "json").json().toString();
    assertThat(quota)
        .contains(
            "{\"tenant\":\"frugal\",\"window\":\"day\",\"unit\":\"files\",\"limit\":5,\"used\":5,"
                + "\"remains\":0,");
    long staged = 0L + Ratings.csv(1_000, 100).length() + Ratings.csv(500, 21).length();
    for (int i = 1; i <= 8; i++) {
      staged += Ratings.csv(i * 10, 10).length();
    }
    assertThat(quota)
        .contains(
            "{\"tenant\":\"generous\",\"window\":\"day\",\"unit\":\"bytes\",\"limit\":1048576,"
                + "\"used\":"
                + staged
                + ",");
  }

  private static void assertExplanations(TestingHome home, String notBefore) {
    JsonNode why = home.engine().call("why", "frugal/07.csv", "--output", "json").json();
    assertThat(why.get("state").asText()).isEqualTo("deferred");
    assertThat(why.get("rule").asText()).isEqualTo("limits.day.files");
    assertThat(why.get("not_before").asText()).isEqualTo(notBefore);
    assertThat(why.get("reason").asText()).startsWith("it waits behind 06.csv");
    assertThat(why.get("decisions")).hasSize(2);
    assertThat(home.engine().call("why", "frugal/big.csv").out())
        .contains("refused: it lies in refused/", "more than files.max-size = 1,000 bytes");
    home.stage("frugal", "copy.csv", Ratings.csv(10, 10));
    assertThat(home.engine().call("why", "copy.csv").out())
        .startsWith("frugal/copy.csv: duplicate: the same content was ingested as 01.csv at ");
  }

  @Test
  void a_file_that_failed_is_not_charged_and_one_tried_again_is_charged_once() throws IOException {
    TestingHome home = home("retries", "profile.limits.day.files = 1");
    Path flag = Files.writeString(home.folder("frugal", "flag"), "");
    app(
            "ratings",
            "if (java.nio.file.Files.exists(java.nio.file.Path.of(\""
                + flag
                + "\"))) throw new IllegalStateException(\"not now\"); var r ="
                + " context.files().get(0).records(); for (var x = r.next(); x != null; x ="
                + " r.next()) context.rejects().skip(x, \"x\");")
        .buildInto(home.plugins());
    home.stage("frugal", "a.csv", Ratings.csv(1, 3));

    assertThat(outcomes(run(home, 4), "frugal")).containsExactly("a.csv failed - 0");
    assertThat(usedFiles(home)).isZero();
    assertThat(outcomes(run(home, 4), "frugal")).containsExactly("a.csv failed - 0");
    assertThat(home.engine().call("why", "frugal/a.csv").out())
        .contains(
            "frugal/a.csv: ready: nothing holds it back", "; last time it failed at ", "not now");
    Files.delete(flag);
    assertThat(outcomes(run(home, 0), "frugal")).containsExactly("a.csv done - 0");
    assertThat(usedFiles(home)).isEqualTo(1);
    home.stage("frugal", "b.csv", Ratings.csv(9, 3));
    assertThat(outcomes(run(home, 0), "frugal"))
        .containsExactly("b.csv deferred limits.day.files 0");
    assertThat(usedFiles(home)).isEqualTo(1);
  }

  @Test
  void a_tenant_waits_outside_of_its_windows_and_while_it_is_suspended() {
    int hour = Instant.now().atZone(ZoneOffset.UTC).plusHours(12).getHour();
    TestingHome home = home("windows", "suspended = [generous]");
    home.tenant(
            "frugal",
            "plugin = ratings, dialect.format = csv, run-windows = [\"* " + hour + " * * *\"]")
        .stage("frugal", "a.csv", Ratings.csv(1, 3))
        .stage("generous", "a.csv", Ratings.csv(1, 3));

    JsonNode summary = run(home, 0);

    assertThat(summary.get("state").asText()).isEqualTo("waiting");
    assertThat(outcomes(summary, "frugal")).containsExactly("a.csv deferred run-windows 0");
    assertThat(Instant.parse(file(summary, "frugal", "a.csv").get("not_before").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(10)), Instant.now().plus(Duration.ofHours(12)));
    assertThat(outcomes(summary, "generous")).containsExactly("a.csv deferred suspended 0");
    assertThat(home.engine().call("why", "generous/a.csv").out())
        .startsWith("generous/a.csv: deferred: the tenant is suspended");
    assertThat(home.staging("generous").resolve("a.csv")).exists();
  }

  private TestingHome home(String platform, String... lines) {
    List<String> conf = new ArrayList<>(List.of(SharedCassandra.conf(platform)));
    conf.add(PLANS);
    conf.addAll(List.of(lines));
    String profile = "plugin = ratings, dialect.format = csv";
    for (String tenant : List.of("frugal", "generous")) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
    }
    return new TestingHome(folder)
        .conf(new String[] {"frugal", "generous"}, conf.toArray(new String[0]))
        .sample("ratings")
        .tenant("frugal", profile)
        .tenant("generous", profile);
  }

  private static JsonNode run(TestingHome home, int exitCode) {
    Engine.Result result = home.engine().call("run", "--output", "json");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    return result.json();
  }

  /** A file of this many ratings of one film, by users from a number on. */
  private static List<String> outcomes(JsonNode summary, String tenant) {
    return StreamSupport.stream(
            MainJobTest.tenant(summary, tenant).get("files").spliterator(), false)
        .map(
            file ->
                file.get("name").asText()
                    + " "
                    + file.get("state").asText()
                    + " "
                    + (file.has("rule") ? file.get("rule").asText() : "-")
                    + " "
                    + file.get("rows_written").asLong())
        .toList();
  }

  private static JsonNode file(JsonNode summary, String tenant, String name) {
    for (JsonNode file : MainJobTest.tenant(summary, tenant).get("files")) {
      if (file.get("name").asText().equals(name)) {
        return file;
      }
    }
    throw new AssertionError(name + " is not in " + summary);
  }

  private static long usedFiles(TestingHome home) {
    return home.engine()
        .call("quota", "--tenant", "frugal", "--output", "json")
        .json()
        .get(0)
        .get("used")
        .asLong();
  }

  private static List<Long> batches(String tenant) {
    Map<String, Long> files = new TreeMap<>();
    for (Row row :
        SharedCassandra.session()
            .execute(
                "SELECT run_id, files FROM plans.file_usage WHERE tenant = '"
                    + tenant
                    + "' ALLOW FILTERING")) {
      files.merge(String.valueOf(row.getString("run_id")), row.getLong("files"), Long::sum);
    }
    return List.copyOf(files.values());
  }

  private static List<String> decisions(String tenant, String file) {
    List<String> words = new ArrayList<>();
    for (Row row :
        SharedCassandra.session()
            .execute(
                "SELECT decision FROM plans.file_decision WHERE tenant = '"
                    + tenant
                    + "' AND file_name = '"
                    + file
                    + "'")) {
      words.add(row.getString("decision"));
    }
    return words;
  }
}
