package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code engine try} as a tenant developer calls it: it shows what would be, and leaves nothing.
 */
class TryTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final String LEDGER = "try_ledger";

  @TempDir private Path folder;

  @Test
  void a_try_shows_what_would_be_and_touches_no_tenant() throws IOException {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + LEDGER);
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, SharedCassandra.conf(LEDGER))
            .sample("ratings")
            .stage("ratings", "a.csv", HEADER + "1,1,3.5,964982703\n");
    assertThat(home.engine().call("run").exitCode()).isZero();
    List<String> ledger = ledger();
    assertThat(ledger).as("the run has left something there").isNotEmpty();
    Path log = folder.resolve(".mysimbdp/logs/tenants/ratings.log");
    String said = Files.readString(log);

    Path good = write("good.csv", HEADER + "1,2,4.5,964982703\n2,2,1.0,964982703\n");
    Path odd = write("odd.csv", HEADER + "1,x,4.5,964982703\n5,5\n");
    Engine.Result tried =
        home.engine()
            .call(
                "try",
                home.plugins().resolve("ratings.jar").toString(),
                good.toString(),
                odd.toString(),
                "--full-size=1 MiB",
                "--output=json");

    assertThat(tried.exitCode()).as(tried.err()).isEqualTo(3);
    JsonNode json = tried.json();
    assertThat(json.at("/profile").asText()).isEqualTo("tenants/ratings/tenant.conf");
    assertThat(json.at("/total/rows_written").asInt()).isEqualTo(2);
    assertThat(json.at("/total/rejects").asInt()).isEqualTo(2);
    assertThat(json.at("/tables/0/rows")).hasSize(2);
    assertThat(json.at("/tables/0/rows/0/rating").asText()).isEqualTo("4.5");
    assertThat(json.at("/rejects/0/first/0/line").asInt()).isPositive();
    assertThat(json.at("/estimate/bytes").asLong()).isEqualTo(1 << 20);
    assertThat(json.at("/estimate/other_tenants").asInt()).isZero();

    assertThat(sandboxes()).isEmpty();
    assertThat(ledger()).isEqualTo(ledger);
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(1);
    assertThat(Files.readString(log)).isEqualTo(said);
    assertThat(home.folder("ratings", "rejects")).doesNotExist();
    assertThat(good).exists();
  }

  @Test
  void a_try_that_is_ended_cleans_up_and_the_next_one_after_one_that_is_killed() throws Exception {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {},
                Stream.concat(
                        Stream.of(SharedCassandra.conf(LEDGER)),
                        Stream.of("plans.slow.limits.rows-per-second = 20"))
                    .toArray(String[]::new));
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      rows.append(i).append(",2,4.5,964982703\n");
    }
    String sample = write("sample.csv", rows.toString()).toString();
    String jar = Engine.project().resolve("plugins/ratings.jar").toString();

    Process ended = home.engine().start("try", jar, sample, "--plan=slow");
    Eventually.await("the batch to begin", () -> home.engine().read("err").contains("begins"));
    ended.destroy();
    assertThat(ended.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(ended.exitValue()).as(home.engine().read("err")).isEqualTo(7);
    assertThat(sandboxes()).isEmpty();
    assertThat(left()).isEmpty();

    Process killed = home.engine().start("try", jar, sample, "--plan=slow");
    Eventually.await("the batch to begin", () -> home.engine().read("err").contains("begins"));
    killed.destroyForcibly().waitFor();
    assertThat(sandboxes()).hasSize(2);
    Engine.Result cleaned = home.engine().call("try", "--clean");
    assertThat(cleaned.out()).contains("Removed sandbox_");
    assertThat(sandboxes()).isEmpty();
    assertThat(left()).isEmpty();
  }

  private static List<String> sandboxes() {
    return keyspaces().stream().filter(name -> name.startsWith("sandbox_")).toList();
  }

  private static List<String> keyspaces() {
    return SharedCassandra.session()
        .execute("SELECT keyspace_name FROM system_schema.keyspaces")
        .map(row -> Objects.requireNonNull(row.getString(0)))
        .all();
  }

  /** All that the ledger holds, but for the leases, which come and go by themselves. */
  private static List<String> ledger() {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("file_ledger", "file_usage", "run_usage", "ended_file")) {
      SharedCassandra.session()
          .execute("SELECT JSON * FROM " + LEDGER + "." + table)
          .forEach(row -> rows.add(table + row.getString(0)));
    }
    return rows;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".mysimbdp/sandboxes"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("sandbox_"))
          .toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
