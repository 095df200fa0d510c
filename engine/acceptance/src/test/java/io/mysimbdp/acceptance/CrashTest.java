package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine is killed, at each of its steps and at random moments; the next run repairs
 * everything. In the end every row, every reject, every count and every charge is as if nothing had
 * happened.
 *
 * <p>{@code -Dmysimbdp.kills=50} makes the random part as long as it should be now and then.
 */
class CrashTest {

  private static final int KILLS = Integer.getInteger("mysimbdp.kills", 3);
  private static final int KILLED = 137;

  /** Every so many lines, one is broken. */
  private static final int BROKEN_EVERY = 100;

  @TempDir private Path folder;
  private String platform = "";

  @ParameterizedTest
  @ValueSource(strings = {"BEGUN", "ADVANCED", "RAN", "METERED", "COMMITTED", "CHARGED", "MOVED"})
  void a_kill_at_a_step_is_repaired_by_the_next_run(String step) throws IOException {
    TestingHome home = home("crash_" + step.toLowerCase(Locale.ROOT), "one");
    int records = 15_000;
    home.stage("one", "a.csv", Ratings.csv(0, records, BROKEN_EVERY));

    Engine.Result killed = home.engine().callWith("-Dmysimbdp.kill-at=" + step, "run");
    assertThat(killed.exitCode()).as(killed.err()).isEqualTo(KILLED);
    Engine.Result next = home.engine().call("run", "--output", "json");

    assertThat(next.exitCode()).as(next.err()).isBetween(0, 3);
    if (step.equals("ADVANCED")) {
      assertThat(next.err()).containsPattern("one/a.csv: resumes at line [0-9]{3,}, byte ");
    }
    assertAsIfNothingHadHappened(home, "one", 1, records);
    assertThat(home.engine().call("run").out()).contains("Nothing new to do.");
  }

  @Test
  void kills_at_random_moments_lose_and_double_nothing() throws Exception {
    TestingHome home = home("crash_random", "one", "two");
    int files = 4 + KILLS / 2;
    int records = 20_000;
    for (String tenant : List.of("one", "two")) {
      for (int i = 0; i < files; i++) {
        home.stage(tenant, "f" + i + ".csv", Ratings.csv(i * 1_000_000, records, BROKEN_EVERY));
      }
    }
    Random random = new Random(20261124);

    int killed = 0;
    while (killed < KILLS) {
      Process process = home.engine().start("run", "--output", "json");
      boolean ended = process.waitFor(1_500 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (ended) {
        break;
      }
      killed++;
    }
    assertThat(killed).as("the work was enough for all kills").isEqualTo(KILLS);
    Engine.Result last = home.engine().call("run", "--output", "json");

    assertThat(last.exitCode()).as(last.err()).isBetween(0, 3);
    for (String tenant : List.of("one", "two")) {
      assertAsIfNothingHadHappened(home, tenant, files, records);
    }
    Engine.Result verified = home.engine().call("verify", "--all", "--rows", "300");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  /** Two installation folders with the same tenants: only the lease stands between them. */
  @Test
  void two_engines_on_one_staging_area_run_each_file_once() throws Exception {
    TestingHome home = home("crash_two", "one");
    for (int i = 0; i < 200; i++) {
      home.stage("one", "f" + i + ".csv", Ratings.csv(i * 1_000, 20, BROKEN_EVERY));
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(other.resolve("tenants"), home.root().resolve("tenants"));
    Files.createSymbolicLink(other.resolve("plugins"), home.plugins());
    Files.createSymbolicLink(other.resolve("conf"), home.root().resolve("conf"));

    Process first = home.engine().start("run", "--output", "json");
    Process second = new Engine(other).start("run", "--output", "json");

    assertThat(first.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(List.of(first.exitValue(), second.exitValue())).contains(0);
    for (Row row : ledger("one")) {
      assertThat(row.getString("state")).isEqualTo("DONE");
      assertThat(row.getInt("attempts")).isEqualTo(1);
    }
    assertThat(ledger("one")).hasSize(200);
    assertThat(SharedCassandra.count("one.ratings")).isEqualTo(200 * 20);
    assertThat(MainJobTest.filesIn(home.folder("one", "done"))).hasSize(200);
  }

  @Test
  void a_stop_in_the_middle_of_a_file_is_gone_on_from_there() throws Exception {
    TestingHome home = home("crash_stop", "one");
    home.stage("one", "a.csv.gz", gzip(Ratings.csv(0, 60_000, BROKEN_EVERY)));
    Process process = home.engine().start("run", "--output", "json");
    awaitPosition(process, "one");

    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(home.engine().read("err")).isEqualTo(7);
    long written = SharedCassandra.count("one.ratings");
    assertThat(written).isLessThan(59_400);
    assertThat(ledger("one").get(0).getLong("rows_written"))
        .as("what was handed over is noted, but for the one record that the stop came upon")
        .isBetween(written - 1, written);
    Engine.Result next = home.engine().call("run");

    assertThat(next.err()).containsPattern("one/a.csv.gz: resumes at line [0-9]{3,}, byte ");
    assertAsIfNothingHadHappened(home, "one", 1, 60_000);
  }

  /** Waits until the ledger knows how far the first file of a tenant has come. */
  private void awaitPosition(Process process, String tenant) throws InterruptedException {
    while (process.isAlive()) {
      if (hasPosition(tenant) || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean hasPosition(String tenant) {
    try {
      return ledger(tenant).stream().anyMatch(row -> !row.isNull("position_bytes"));
    } catch (DriverException e) {
      // The engine is only just making its tables.
      return false;
    }
  }

  private void assertAsIfNothingHadHappened(TestingHome home, String tenant, int files, int records)
      throws IOException {
    int broken = records / BROKEN_EVERY;
    assertThat(MainJobTest.filesIn(home.staging(tenant))).isEmpty();
    assertThat(SharedCassandra.count(tenant + ".ratings"))
        .isEqualTo((long) files * (records - broken));
    List<Row> ledger = ledger(tenant);
    assertThat(ledger).hasSize(files);
    for (Row row : ledger) {
      assertThat(row.getString("state")).isEqualTo("DONE");
      assertThat(row.getLong("records_read")).isEqualTo(records);
      assertThat(row.getLong("rows_written")).isEqualTo(records - broken);
      assertThat(row.getLong("rejects")).isEqualTo(broken);
      assertThat(rejectedLines(Path.of(String.valueOf(row.getString("rejects_path")))))
          .as("each broken line once")
          .isEqualTo(brokenLines(records));
    }
    List<Row> usage =
        SharedCassandra.session()
            .execute(
                "SELECT files, rows FROM "
                    + platform
                    + ".file_usage WHERE tenant = '"
                    + tenant
                    + "' ALLOW FILTERING")
            .all();
    assertThat(usage).hasSize(files);
    assertThat(usage).allMatch(row -> row.getLong("rows") == records - broken);
    Engine.Result reconciled =
        home.engine().call("usage", "--reconcile", "--since", "1d", "--tenant", tenant);
    assertThat(reconciled.exitCode()).as(reconciled.out() + reconciled.err()).isZero();
  }

  private List<Row> ledger(String tenant) {
    return SharedCassandra.session()
        .execute(
            "SELECT * FROM "
                + platform
                + ".file_ledger WHERE tenant = '"
                + tenant
                + "' ALLOW FILTERING")
        .all();
  }

  private static List<Long> rejectedLines(Path log) throws IOException {
    List<Long> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      lines.add(new ObjectMapper().readTree(line).get("line").asLong());
    }
    lines.sort(Long::compare);
    return lines;
  }

  private static List<Long> brokenLines(int records) {
    List<Long> lines = new ArrayList<>();
    for (int i = BROKEN_EVERY - 1; i < records; i += BROKEN_EVERY) {
      lines.add(i + 2L);
    }
    return lines;
  }

  private TestingHome home(String keyspace, String... tenants) {
    platform = keyspace;
    List<String> conf = new ArrayList<>(List.of(SharedCassandra.conf(platform)));
    // Slow enough to be killed in the middle of a file.
    conf.add("profile.limits.rows-per-second = 12000");
    TestingHome home =
        new TestingHome(folder).conf(tenants, conf.toArray(new String[0])).sample("ratings");
    for (String tenant : tenants) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
      home.tenant(tenant, "plugin = ratings, dialect.format = csv, write.window = 1 MiB");
    }
    return home;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
