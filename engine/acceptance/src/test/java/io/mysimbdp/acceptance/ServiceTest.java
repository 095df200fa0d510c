package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code engine run --watch} as an operator has it: it follows all changes, and ends well. */
class ServiceTest {

  @TempDir private Path folder;
  private String platform = "";
  private @Nullable Process service;

  @AfterEach
  void end_what_a_failed_test_has_left() throws InterruptedException {
    if (service != null) {
      service.destroyForcibly().waitFor();
    }
  }

  @Test
  void tenants_come_change_and_go_without_a_restart() throws Exception {
    TestingHome home = home("service_changes", "suspend-after = 2", "svc_one", "svc_three");
    home.tenant("svc_one", "plugin = ratings, dialect.format = csv");
    home.tenant("svc_three", "limits.batch.files = 1");
    PluginJarApps.app("svc_three", "throw new IllegalStateException(\"not today\");")
        .buildInto(home.plugins());
    Process process = start("first");
    home.stage("svc_one", "a.csv", Ratings.csv(0, 100));
    awaitDone(home, "svc_one", "a.csv");

    // What a tenant fails at is its own, and not for ever.
    home.stage("svc_three", "a.tsv", "a\n1\n");
    home.stage("svc_three", "b.tsv", "a\n2\n");
    awaitLog("first", "svc_three: is suspended, for 2 runs in a row have failed");
    Path mended = copying("svc_three", "").buildInto(folder.resolve("new"));
    Files.move(
        mended, home.plugins().resolve("svc_three.jar"), StandardCopyOption.REPLACE_EXISTING);
    awaitLog("first", "JAR replaced: svc_three");
    assertThat(MainJobTest.filesIn(home.staging("svc_three"))).hasSize(2);
    assertThat(operator("tenant", "resume", "svc_three").exitCode()).isZero();
    awaitDone(home, "svc_three", "a.tsv");
    awaitDone(home, "svc_three", "b.tsv");
    assertThat(SharedCassandra.count("svc_three.t")).isEqualTo(2);

    // The limit is followed with what comes after it at the latest: the new tenant.
    assertThat(operator("tenant", "limit", "svc_one", "--rows-per-second", "50").exitCode())
        .isZero();
    Path go = home.folder("svc_two", "go");
    Path jar = copying("svc_two", waitFor(go)).buildInto(folder.resolve("new"));
    Engine.Result added = operator("tenant", "add", "svc_two", "--jar", jar.toString());
    assertThat(added.exitCode()).as(added.err()).isZero();
    Files.createFile(go);
    home.stage("svc_two", "a.tsv", "a\n1\n");
    awaitDone(home, "svc_two", "a.tsv");
    home.stage("svc_one", "big.csv", Ratings.csv(1_000, 20_000));
    awaitRunning("svc_one", "big.csv");
    for (String name : List.of("b.tsv", "d.tsv", "e.tsv")) {
      home.stage("svc_two", name, "a\n" + name + "\n");
      awaitDone(home, "svc_two", name);
    }
    assertThat(MainJobTest.filesIn(home.staging("svc_one"))).as("under way").hasSize(1);
    assertThat(operator("tenant", "limit", "svc_one", "--rows-per-second", "unlimited").exitCode())
        .isZero();
    awaitDone(home, "svc_one", "big.csv");
    assertThat(SharedCassandra.count("svc_one.ratings")).isEqualTo(20_100);

    Files.delete(go);
    home.stage("svc_two", "c.tsv", "a\n3\n");
    awaitRunning("svc_two", "c.tsv");
    assertThat(operator("tenant", "remove", "svc_two").exitCode()).isZero();
    awaitLog("first", "svc_two: takes no more files, and goes when its batches have ended");
    home.stage("svc_two", "late.tsv", "a\n4\n");
    Files.createFile(go);
    awaitLog("first", "svc_two: is served no more");
    assertThat(Files.exists(home.folder("svc_two", "done").resolve("c.tsv"))).isTrue();
    assertThat(MainJobTest.filesIn(home.staging("svc_two"))).hasSize(1);

    process.destroy();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(read("first", "err")).isZero();
    assertThat(read("first", "out").replaceAll(" +", " "))
        .startsWith("TENANT DONE DUPLICATE REFUSED FAILURES WAITING RECORDS ROWS REJECTS BYTES")
        .contains("\nsvc_one 2 0 0 0 0 20,100 20,100 0 ")
        .contains("\nsvc_two 5 0 0 0 0 5 5 0 ")
        .contains("\nsvc_three 2 0 0 2 0 2 2 0 ");
  }

  @Test
  void a_stop_that_waits_for_nothing_sets_back_what_the_next_run_resumes() throws Exception {
    TestingHome home = home("service_stop", "watch.drain = 0s", "svc_stopped");
    slow(home, "svc_stopped");
    Process process = start("first");
    home.stage("svc_stopped", "a.csv", Ratings.csv(0, 20_000));
    awaitPosition("svc_stopped");

    process.destroy();

    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(read("first", "err")).isEqualTo(7);
    assertThat(read("first", "out")).startsWith("TENANT ");
    assertThat(MainJobTest.filesIn(home.staging("svc_stopped"))).hasSize(1);
    Engine.Result next = operator("run");
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.err())
        .containsPattern("svc_stopped/a.csv: resumes at line [0-9]+, byte [0-9]+; [1-9]");
    assertDone(home, "svc_stopped", 20_000);
  }

  @Test
  void a_service_that_was_killed_is_followed_at_once_by_the_next_one() throws Exception {
    // Nobody would wait for the end of such a lease.
    TestingHome home = home("service_kill", "lease = 1 hour", "svc_killed");
    slow(home, "svc_killed");
    Process killed = start("first");
    home.stage("svc_killed", "a.csv", Ratings.csv(0, 20_000));
    awaitPosition("svc_killed");

    killed.destroyForcibly().waitFor();
    Process next = start("second");

    awaitDone(home, "svc_killed", "a.csv");
    assertThat(read("second", "err"))
        .containsPattern("svc_killed/a.csv: resumes at line [0-9]+, byte [0-9]+; [1-9]")
        .doesNotContain("waiting up to");
    assertDone(home, "svc_killed", 20_000);
    next.destroy();
    assertThat(next.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(next.exitValue()).as(read("second", "err")).isZero();
  }

  private void assertDone(TestingHome home, String tenant, int records) throws IOException {
    assertThat(MainJobTest.filesIn(home.staging(tenant))).isEmpty();
    assertThat(SharedCassandra.count(tenant + ".ratings")).isEqualTo(records);
    Row entry = ledger(tenant, "a.csv");
    assertThat(entry.getString("state")).isEqualTo("DONE");
    assertThat(entry.getLong("records_read")).isEqualTo(records);
    assertThat(entry.getLong("rows_written")).isEqualTo(records);
  }

  private TestingHome home(String keyspace, String line, String... tenants) {
    platform = keyspace;
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + keyspace);
    for (String tenant : tenants) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
    }
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf(platform)));
    lines.add(line);
    return new TestingHome(folder).conf(tenants, lines.toArray(new String[0])).sample("ratings");
  }

  /** Has a tenant be so slow that it can be met in the middle of a file. */
  private static void slow(TestingHome home, String tenant) {
    home.tenant(
        tenant,
        "plugin = ratings, dialect.format = csv, write.window = 1 MiB,"
            + " limits.rows-per-second = 4000");
  }

  /** Returns a JAR whose app does something, then writes a row for each record. */
  private static PluginJar copying(String id, String first) {
    return PluginJarApps.app(
            id,
            first
                + " Table t = Table.of(\"t\", \"a\");"
                + " context.wrangle(record -> Outcome.write(t.row(record.get(0))));")
        .version("1.1.0")
        .entry("META-INF/mysimbdp/schema.cql", "CREATE TABLE t (a text PRIMARY KEY);");
  }

  private static String waitFor(Path file) {
    return "while (!java.nio.file.Files.exists(java.nio.file.Path.of(\""
        + file
        + "\"))) { Thread.sleep(20); }";
  }

  /** Starts a service and waits until it serves. */
  private Process start(String name) throws InterruptedException {
    Process process = new Engine(folder, name + "-").start("run", "--watch");
    service = process;
    awaitLog(name, "Serving; ");
    return process;
  }

  private Engine.Result operator(String... words) {
    return new Engine(folder, "operator-").call(words);
  }

  private String read(String name, String stream) {
    return new Engine(folder, name + "-").read(stream);
  }

  private void awaitLog(String name, String line) throws InterruptedException {
    Eventually.await("the log to say: " + line, () -> read(name, "err").contains(line));
  }

  private static void awaitDone(TestingHome home, String tenant, String file)
      throws InterruptedException {
    Eventually.await(
        tenant + "/" + file + " to be done",
        () -> Files.exists(home.folder(tenant, "done").resolve(file)));
  }

  private void awaitRunning(String tenant, String file) throws InterruptedException {
    Eventually.await(
        file + " to be under way", () -> "RUNNING".equals(ledger(tenant, file).getString("state")));
  }

  /** Waits until the ledger knows how far a file has come. */
  private void awaitPosition(String tenant) throws InterruptedException {
    Eventually.await(
        "a position in the file", () -> !ledger(tenant, "a.csv").isNull("position_bytes"));
  }

  private Row ledger(String tenant, String file) {
    for (Row row :
        SharedCassandra.session()
            .execute(
                "SELECT * FROM "
                    + platform
                    + ".file_ledger WHERE tenant = '"
                    + tenant
                    + "' ALLOW FILTERING")) {
      if (file.equals(row.getString("name"))) {
        return row;
      }
    }
    throw new AssertionError("not in the ledger: " + tenant + "/" + file);
  }
}
