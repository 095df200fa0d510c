package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Cassandra through the command line: a folder is all that an installation needs. */
class EmbeddedCassandraTest {

  private static final String ROW = "userid,movieid,rating,timestamp\n%d,2,3.5,964982703\n";

  @TempDir private Path folder;

  @Test
  void a_run_brings_its_own_cassandra_and_the_data_stays() throws Exception {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"})
            .sample("ratings")
            .stage("ratings", "1.csv", ROW.formatted(1));
    Engine engine = home.engine();

    Engine.Result first = engine.call("run");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(engine.call("cassandra", "status").exitCode()).isEqualTo(8);

    try {
      assertThat(engine.call("cassandra", "start").exitCode()).isZero();
      assertThat(engine.call("cassandra", "status").exitCode()).isZero();
      home.stage("ratings", "2.csv", ROW.formatted(2));
      assertThat(engine.call("run").exitCode()).isZero();
      assertThat(engine.call("cassandra", "status").exitCode())
          .as("a run leaves a server alone that it did not start")
          .isZero();
      assertThat(engine.call("cql", "SELECT count(*) FROM ratings.ratings").out())
          .isEqualTo("count\n2\n");
      writeFiles(home);
      interrupt(home);
    } finally {
      assertThat(engine.call("cassandra", "stop").exitCode()).isZero();
    }
    assertThat(engine.call("cassandra", "stop").exitCode()).isEqualTo(8);
  }

  /** From here on rows go in by files: the same rejects and the same rows. */
  private static void writeFiles(TestingHome home) throws IOException {
    home.tenant("ratings", "dialect.format = csv\nwrite.path = bulk");
    home.stage(
        "ratings",
        "3.csv",
        """
        userid,movieid,rating,timestamp
        3,1,1.0,964982703
        3,1,4.5,964982703
        3,1,bad,964982703
        """);

    Engine.Result result = home.engine().call("run", "--verify=all");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.out().replaceAll(" +", " ")).containsPattern("3.csv \\S+ as recorded 2 ");
    assertThat(
            home.engine().call("cql", "SELECT rating FROM ratings.ratings WHERE user_id = 3").out())
        .isEqualTo("rating\n4.5\n");
    assertThat(home.root().resolve(".mysimbdp/logs/events.jsonl"))
        .content()
        .doesNotContain("table_left_to_statements");
  }

  /** SIGTERM in the middle: its own exit code, nothing lost, the next run does the rest. */
  private static void interrupt(TestingHome home) throws IOException, InterruptedException {
    StringBuilder rows = new StringBuilder("userid,movieid,rating,timestamp\n");
    for (int i = 0; i < 100_000; i++) {
      rows.append(1000 + i).append(",2,3.5,964982703\n");
    }
    home.stage("ratings", "big.csv", rows.toString());
    Process process = home.engine().start("run", "--output", "json");
    try {
      while (process.isAlive() && !home.engine().read("err").contains("begins")) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(home.engine().read("err")).isEqualTo(7);
    assertThat(home.staging("ratings").resolve("big.csv")).exists();

    Engine.Result rest = home.engine().call("run");

    assertThat(rest.exitCode()).isZero();
    assertThat(home.engine().call("cql", "SELECT count(*) FROM ratings.ratings").out())
        .isEqualTo("count\n100003\n");
    assertThat(home.root().resolve(".mysimbdp/logs/events.jsonl"))
        .content()
        .doesNotContain("table_left_to_statements");
    assertThat(home.root().resolve(".mysimbdp/cassandra/bulk")).isEmptyDirectory();
  }
}
