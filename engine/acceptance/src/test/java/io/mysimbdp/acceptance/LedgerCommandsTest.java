package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger tells, and how bad records and files come back. */
class LedgerCommandsTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";

  @TempDir private Path folder;

  @Test
  void rejects_can_be_mended_and_dropped_back() throws IOException {
    TestingHome home = home("mend");
    byte[] invalid =
        (HEADER + "1,1,3.5,964982703\n2,1,bad,964982703\n3,1\n4,1,caf\u00e9,1\n5,1,\"4.0,1\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    home.stage("ratings", "a.csv", invalid);

    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);

    List<String> rejects = MainJobTest.filesIn(home.folder("ratings", "rejects"));
    assertThat(rejects).hasSize(2);
    String mendable = rejects.stream().filter(n -> n.endsWith(".rejects.csv")).findFirst().get();
    assertThat(mendable).matches("a\\.csv\\.[0-9T]+-[0-9a-f]{8}\\.rejects\\.csv");
    Path file = home.folder("ratings", "rejects").resolve(mendable);
    assertThat(Files.readAllBytes(file))
        .as("byte for byte as in the file, also what is no UTF-8")
        .isEqualTo(
            (HEADER + "2,1,bad,964982703\n3,1\n4,1,caf\u00e9,1\n5,1,\"4.0,1\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    Engine.Result digest = home.engine().call("rejects");
    assertThat(digest.out())
        .contains("ratings/a.csv: 4 rejects, run ")
        .contains("COLUMN_COUNT, line 4: expected 4 columns, found 2")
        .contains("UNTERMINATED_QUOTE, line 6: ")
        .contains("INVALID_ENCODING in rating, line 5: the byte 0xE9");

    home.stage(
        "ratings", mendable, HEADER + "2,1,2.5,964982703\n3,1,3.5,1\n4,1,4.5,1\n5,1,4.0,1\n");
    assertThat(home.engine().call("run").exitCode()).isZero();

    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(5);
    JsonNode history =
        home.engine().call("history", "--file", mendable, "--output", "json").json().get(0);
    assertThat(mendable).contains(history.get("origin_run").asText());
    assertThat(home.engine().call("history").out())
        .contains("mended rejects of run " + history.get("origin_run").asText());
  }

  @Test
  void a_file_that_is_done_is_ingested_again_only_on_request() throws IOException {
    TestingHome home = home("again");
    home.stage("ratings", "a.csv", HEADER + "1,1,3.5,964982703\n");
    assertThat(home.engine().call("run").exitCode()).isZero();
    SharedCassandra.session().execute("TRUNCATE ratings.ratings");

    Engine.Result refused = home.engine().call("retry", "ratings/a.csv");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.out())
        .isEqualTo("ratings/a.csv: it is done; --reingest ingests it once more\n");

    assertThat(home.engine().call("retry", "--reingest", "ratings/a.csv").out())
        .isEqualTo("ratings/a.csv: put back from done/\n");
    assertThat(
            home.engine().call("run", "--output", "json").json().at("/total/rows_written").asInt())
        .isEqualTo(1);
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(1);
    JsonNode entry = home.engine().call("history", "--output", "json").json().get(0);
    assertThat(entry.get("attempts").asInt()).isEqualTo(2);
    assertThat(entry.get("state").asText()).isEqualTo("done");
  }

  @Test
  void a_file_that_was_refused_is_run_again_when_its_tenant_has_mended_its_profile()
      throws IOException {
    TestingHome home = home("refused");
    home.tenant("ratings", "dialect.format = csv, files.header.required = [nosuch]");
    home.stage("ratings", "a.csv", HEADER + "1,1,3.5,964982703\n");
    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);
    home.tenant("ratings", "dialect.format = csv");

    assertThat(home.engine().call("retry", "ratings/a.csv", "--output", "json").json().toString())
        .isEqualTo("[{\"file\":\"ratings/a.csv\",\"result\":\"put back from refused/\"}]");
    assertThat(home.engine().call("run").exitCode()).isZero();

    assertThat(MainJobTest.filesIn(home.folder("ratings", "refused"))).isEmpty();
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(1);
  }

  @Test
  void status_shows_files_by_state_leases_and_positions() throws IOException {
    TestingHome home = home("status");
    home.tenant("ratings", "dialect.format = csv, limits.rows-per-second = 10000");
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 40_000; i++) {
      rows.append(i).append(",1,3.5,964982703\n");
    }
    home.stage("ratings", "small.csv", HEADER + "1,2,3.5,964982703\n")
        .stage("ratings", "a.csv", rows.toString());
    home.tenant(
        "ratings", "dialect.format = csv, limits { rows-per-second = 10000, batch.files = 1 }");

    assertThat(home.engine().callWith("-Dmysimbdp.kill-at=ADVANCED:2", "run").exitCode())
        .isEqualTo(137);

    Engine.Result status = home.engine().call("status");
    assertThat(status.out().replaceAll(" +", " "))
        .containsPattern("ratings 1 1 1 0 0 [0-9a-f-]{36}/[0-9]+/[0-9a-f-]{36}, for [0-9]+ s")
        .containsPattern("ratings a.csv running 1 [0-9,]+ [0-9]+ %");
    JsonNode json = home.engine().call("status", "--output", "json").json().get(0);
    assertThat(json.at("/unfinished/0/position_line").asLong()).isGreaterThan(100);
    assertThat(json.at("/lease/token").asLong()).isEqualTo(1);

    assertThat(home.engine().call("run").exitCode()).isZero();
    assertThat(home.engine().call("status").out().replaceAll(" +", " "))
        .contains("ratings 0 0 2 0 0 nobody");
  }

  private TestingHome home(String platform) {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    return new TestingHome(folder)
        .conf(new String[] {"ratings"}, SharedCassandra.conf("commands_" + platform))
        .sample("ratings")
        .tenant("ratings", "dialect.format = csv, rejects.max-ratio = 1");
  }
}
