package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What finished files have written is read back and compared. */
class VerifyTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final int ROWS = 3_000;

  @TempDir private Path folder;
  private String platform = "";

  @Test
  void a_run_verifies_what_it_has_ingested() throws IOException {
    TestingHome home = home("verify_run");
    home.stage("ratings", "a.csv", ratings());

    Engine.Result sample = home.engine().call("run", "--verify=500", "--output", "json");

    assertThat(sample.exitCode()).as(sample.err()).isEqualTo(3);
    JsonNode verified = sample.json().at("/verified/0");
    assertThat(verified.get("state").asText()).isEqualTo("as_recorded");
    assertThat(verified.get("rows").asInt()).isEqualTo(ROWS);
    assertThat(verified.get("compared").asInt()).isBetween(300, 700);

    home.stage("ratings", "b.csv", HEADER + "9000001,1,3.5,964982703\n");
    Engine.Result all = home.engine().call("run", "--verify=all");
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out().replaceAll(" +", " ")).containsPattern("b.csv \\S+ as recorded 1 1 0 0 0");
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(ROWS - 100 + 1);
  }

  @Test
  void rows_that_are_gone_or_others_are_found() throws IOException {
    TestingHome home = home("verify_bad");
    home.stage("ratings", "a.csv", ratings());
    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);
    Row entry = entry("a.csv");
    String run = entry.getString("run_id");
    long later = entry.getLong("last_write_micros") + 1;
    SharedCassandra.session()
        .execute(
            "DELETE FROM ratings.ratings USING TIMESTAMP "
                + later
                + " WHERE user_id = 500 AND movie_id = 1");
    SharedCassandra.session()
        .execute(
            "DELETE rating FROM ratings.ratings USING TIMESTAMP "
                + later
                + " WHERE user_id = 501 AND movie_id = 1");

    Engine.Result result = home.engine().call("verify", run, "--rows", "all");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(11);
    assertThat(result.out())
        .contains("1 row is missing and 1 is different, of 3000 compared")
        .contains("line 602: table ratings: the row is not there, key user_id = 500, movie_id = 1")
        .contains("line 603: table ratings: column rating holds nothing, not '3.5'");
  }

  @Test
  void what_a_later_file_has_written_over_is_no_fault() throws IOException {
    TestingHome home = home("verify_over");
    home.stage("ratings", "a.csv", ratings());
    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);
    home.stage("ratings", "b.csv", HEADER + "700,1,0.5,1\n701,1,0.5,1\n");
    assertThat(home.engine().call("run").exitCode()).isZero();

    Engine.Result result =
        home.engine().call("verify", "--all", "--rows", "all", "--output", "json");

    assertThat(result.exitCode()).as(result.out()).isZero();
    JsonNode a = of(result.json(), "a.csv");
    assertThat(a.get("superseded").asInt()).isEqualTo(2);
    assertThat(a.get("different").asInt()).isZero();
    assertThat(of(result.json(), "b.csv").get("compared").asInt()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_verified_says_why() throws IOException {
    TestingHome home = home("verify_gone");
    home.stage("ratings", "a.csv", HEADER + "1,1,3.5,964982703\n");
    assertThat(home.engine().call("run").exitCode()).isZero();
    Files.delete(home.folder("ratings", "done").resolve("a.csv"));

    Engine.Result gone = home.engine().call("verify", "--all");

    assertThat(gone.exitCode()).isEqualTo(11);
    assertThat(gone.out()).contains("not verifiable").contains("the file is no longer in ");
    Engine.Result unknown = home.engine().call("verify", "20260101T000000000-00000000");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("The ledger knows no file that a run 20260101T");
  }

  private Row entry(String file) {
    return SharedCassandra.session()
        .execute("SELECT * FROM " + platform + ".file_ledger")
        .all()
        .stream()
        .filter(row -> file.equals(row.getString("name")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode of(JsonNode verified, String file) {
    for (JsonNode each : verified) {
      if (each.get("file").asText().equals(file)) {
        return each;
      }
    }
    throw new AssertionError("nothing of " + file + " in " + verified);
  }

  /** The first 100 keys come twice, with another value; one line is broken. */
  private static String ratings() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 100; i++) {
      text.append(i).append(",1,1.0,1\n");
    }
    for (int i = 0; i < ROWS - 100; i++) {
      text.append(i).append(",1,3.5,964982703\n");
    }
    return text.append("1,2,bad,1\n").toString();
  }

  private TestingHome home(String keyspace) {
    platform = keyspace;
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + keyspace);
    return new TestingHome(folder)
        .conf(new String[] {"ratings"}, SharedCassandra.conf(keyspace))
        .sample("ratings")
        .tenant("ratings", "dialect.format = csv");
  }
}
