package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"BEGUN", "ADVANCED", "RAN", "METERED", "COMMITTED", "CHARGED", "MOVED"})
  void a_kill_at_a_step_is_repaired_by_the_next_run(String step) throws IOException {
    CrashSite site = site("crash_" + step.toLowerCase(Locale.ROOT), "one");
    TestingHome home = site.home();
    int records = 15_000;
    home.stage("one", "a.csv", Ratings.csv(0, records, CrashSite.BROKEN_EVERY));

    Engine.Result killed = home.engine().callWith("-Dmysimbdp.kill-at=" + step, "run");
    assertThat(killed.exitCode()).as(killed.err()).isEqualTo(KILLED);
    Engine.Result next = home.engine().call("run", "--output", "json");

    assertThat(next.exitCode()).as(next.err()).isBetween(0, 3);
    if (step.equals("ADVANCED")) {
      assertThat(next.err()).containsPattern("one/a.csv: resumes at line [0-9]{3,}, byte ");
    }
    site.assertAsIfNothingHadHappened("one", 1, records);
    assertThat(home.engine().call("run").out()).contains("Nothing new to do.");
  }

  @Test
  void kills_at_random_moments_lose_and_double_nothing() throws Exception {
    CrashSite site = site("crash_random", "one", "two");
    TestingHome home = site.home();
    int files = 4 + KILLS / 2;
    int records = 20_000;
    for (String tenant : List.of("one", "two")) {
      for (int i = 0; i < files; i++) {
        home.stage(
            tenant, "f" + i + ".csv", Ratings.csv(i * 1_000_000, records, CrashSite.BROKEN_EVERY));
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
      site.assertAsIfNothingHadHappened(tenant, files, records);
    }
    Engine.Result verified = home.engine().call("verify", "--all", "--rows", "300");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  /** Two installation folders with the same tenants: only the lease stands between them. */
  @Test
  void two_engines_on_one_staging_area_run_each_file_once() throws Exception {
    CrashSite site = site("crash_two", "one");
    TestingHome home = site.home();
    for (int i = 0; i < 200; i++) {
      home.stage("one", "f" + i + ".csv", Ratings.csv(i * 1_000, 20, CrashSite.BROKEN_EVERY));
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
    for (Row row : site.ledger("one")) {
      assertThat(row.getString("state")).isEqualTo("DONE");
      assertThat(row.getInt("attempts")).isEqualTo(1);
    }
    assertThat(site.ledger("one")).hasSize(200);
    assertThat(SharedCassandra.count("one.ratings")).isEqualTo(200 * 20);
    assertThat(MainJobTest.filesIn(home.folder("one", "done"))).hasSize(200);
  }

  @Test
  void a_stop_in_the_middle_of_a_file_is_gone_on_from_there() throws Exception {
    CrashSite site = site("crash_stop", "one");
    TestingHome home = site.home();
    home.stage("one", "a.csv.gz", gzip(Ratings.csv(0, 60_000, CrashSite.BROKEN_EVERY)));
    Process process = home.engine().start("run", "--output", "json");
    awaitPosition(process, site);

    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(home.engine().read("err")).isEqualTo(7);
    long written = SharedCassandra.count("one.ratings");
    assertThat(written).isLessThan(59_400);
    assertThat(site.ledger("one").get(0).getLong("rows_written"))
        .as("what was handed over is noted, but for the one record that the stop came upon")
        .isBetween(written - 1, written);
    Engine.Result next = home.engine().call("run");

    assertThat(next.err()).containsPattern("one/a.csv.gz: resumes at line [0-9]{3,}, byte ");
    site.assertAsIfNothingHadHappened("one", 1, 60_000);
  }

  /** Waits until the ledger knows how far the first file has come. */
  private static void awaitPosition(Process process, CrashSite site) throws InterruptedException {
    while (process.isAlive()) {
      if (hasPosition(site) || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static boolean hasPosition(CrashSite site) {
    try {
      return site.ledger("one").stream().anyMatch(row -> !row.isNull("position_bytes"));
    } catch (DriverException e) {
      // The engine is only just making its tables.
      return false;
    }
  }

  private CrashSite site(String keyspace, String... tenants) {
    return CrashSite.in(
        folder, keyspace, List.of("profile.limits.rows-per-second = 12000"), tenants);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
