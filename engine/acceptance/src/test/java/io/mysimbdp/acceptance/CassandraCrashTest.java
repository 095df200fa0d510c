package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cassandra itself is killed and started again while two tenants ingest, one by statements and one
 * by files: writes are tried again until they are acknowledged, and no row is lost.
 *
 * <p>{@code -Dmysimbdp.cassandra-kills=10} makes it as long as it should be now and then.
 */
class CassandraCrashTest {

  private static final int KILLS = Integer.getInteger("mysimbdp.cassandra-kills", 1);
  private static final int FILES = 3;

  /** At 3,000 rows a second for each tenant, and at most 8 s between two kills, enough for all. */
  private static final int RECORDS = FILES * (4_000 + 8_000 * KILLS);

  @TempDir private Path folder;

  @Test
  void a_killed_cassandra_loses_no_row_and_fails_no_file() throws Exception {
    TestingHome home = home();
    Engine server = new Engine(home.root());
    start(server);
    try {
      for (String tenant : List.of("one", "two")) {
        for (int i = 0; i < FILES; i++) {
          home.stage(tenant, "f" + i + ".csv", Ratings.csv(i * 10_000_000, RECORDS / FILES));
        }
      }
      Random random = new Random(20261124);
      Engine runner = new Engine(home.root(), "run-");
      Process run = runner.start("run", "--output", "json");
      while (run.isAlive() && !runner.read("err").contains("begins")) {
        run.waitFor(20, TimeUnit.MILLISECONDS);
      }
      for (int kills = 0; kills < KILLS; kills++) {
        run.waitFor(4_000 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
        assertThat(run.isAlive())
            .as("the work was enough for kill %s: %s", kills + 1, runner.read("err"))
            .isTrue();
        kill(home);
        start(server);
      }
      assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
      JsonNode summary =
          new Engine.Result(run.exitValue(), runner.read("out"), runner.read("err")).json();

      assertThat(run.exitValue()).as(runner.read("err")).isZero();
      assertThat(summary.at("/total/files").asInt()).isEqualTo(2 * FILES);
      assertThat(summary.at("/total/rows_written").asLong()).isEqualTo(2L * RECORDS);
      Engine.Result verified = server.call("verify", "--all", "--rows", "2000");
      assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
      for (String tenant : List.of("one", "two")) {
        assertThat(server.call("cql", "SELECT count(*) FROM " + tenant + ".ratings").out())
            .isEqualTo("count\n" + RECORDS + "\n");
        assertThat(MainJobTest.filesIn(home.folder(tenant, "done"))).hasSize(FILES);
      }
    } finally {
      server.call("cassandra", "stop");
    }
  }

  private static void start(Engine engine) {
    Engine.Result started = engine.call("cassandra", "start");
    assertThat(started.exitCode()).as(started.err()).isZero();
  }

  private static void kill(TestingHome home) {
    long pid =
        new Engine(home.root())
            .call("cassandra", "status", "--output", "json")
            .json()
            .get("pid")
            .asLong();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private TestingHome home() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"one", "two"},
                "cassandra { embedded { heap = 512 MiB, port = " + port + " }, retry-for = 5m }",
                "profile { write { retry-for = 5m, window = 256 KiB }, "
                    + "limits.rows-per-second = 3000 }")
            .sample("ratings");
    home.tenant("one", "plugin = ratings, dialect.format = csv");
    return home.tenant("two", "plugin = ratings, dialect.format = csv, write.path = bulk");
  }
}
