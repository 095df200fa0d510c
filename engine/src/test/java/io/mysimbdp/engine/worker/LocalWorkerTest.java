package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.session.SessionLender;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs of real JARs on real files against a real Cassandra: whatever an app does has its result.
 */
class LocalWorkerTest {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();
  static String keyspace = "";

  /** Starts the JVM of an app that ends before the optimizing compiler has paid for itself. */
  static final List<String> QUICK_APPS =
      List.of("sh", "-c", "java=$1; shift; exec \"$java\" -XX:TieredStopAtLevel=1 \"$@\"", "app");

  @TempDir private Path folder;

  /** What the profile says beside the usual. */
  String settings = "";

  private final RunCounters counters = new RunCounters();

  @BeforeAll
  static void create_table() {
    keyspace = CassandraServer.newKeyspace("worker");
    CassandraServer.session()
        .execute("CREATE TABLE " + keyspace + ".t (a text PRIMARY KEY, b text)");
  }

  /** Whose runs they are. */
  String tenant() {
    return "acme";
  }

  /** Where the apps run. */
  String isolation() {
    return "classloader";
  }

  /** How many threads wrangle at a time. */
  int processors() {
    return 1;
  }

  /** Seconds in which an app certainly begins. */
  int limitSeconds() {
    return 1;
  }

  /** How an app is told of what is here said as it is in this process. */
  String expected(String message) {
    return message;
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  @Test
  void a_run_is_a_value_that_survives_a_trip() throws Exception {
    Run run = run(files("a.tsv", "a\tb\n1\t2\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(run);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(run);
    }
  }

  @Test
  void a_wrangling_app_gets_every_record_written_rejected_or_skipped() {
    RunResult result =
        wrangle(
            "switch (record.get(0)) {"
                + " case \"bad\": return Outcome.reject(\"a\", \"a is bad\");"
                + " case \"skip\": return Outcome.skip(\"not wanted\");"
                + " default: return Outcome.write(T.row(record.get(0), record.get(\"b\"))); }",
            files("a.tsv", "a\tb\n1\t2\nbad\tx\nskip\tx\n3\t4\n5\n"));

    assertThat(result.reason()).isNull();
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.DONE);
    assertThat(result.files().get(0).counts()).isEqualTo(new Counts(5, 2, 2, 1, 27));
    assertThat(Path.of(String.valueOf(result.files().get(0).rejectsPath())))
        .content()
        .contains("\"line\":3,", "\"message\":\"a is bad\"", "\"line\":6,", "\"COLUMN_COUNT\"");
  }

  /** Two hundred million multiplications, each of the one before: no processor does it faster. */
  @Test
  void the_cpu_time_of_an_app_is_counted_wherever_its_wrangler_runs() {
    RunResult result =
        wrangle(
            "long x = record.line(); for (int i = 0; i < 200_000_000; i++)"
                + " x = x * 6364136223846793005L + 1442695040888963407L;"
                + " return Outcome.skip(x == 0 ? \"zero\" : \"other\");",
            files("a.tsv", "a\tb\n1\t2\n"));

    assertThat(result.reason()).isNull();
    assertThat(result.cpuTime()).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void files_before_the_one_that_breaks_the_app_stay_done() {
    RunResult result =
        wrangle(
            "if (record.get(0).equals(\"boom\")) throw new IllegalArgumentException(\"no idea\");"
                + " return Outcome.write(T.row(record.get(0), null));",
            files(
                "1.tsv",
                "a\tb\n1\t2\n",
                "2.tsv",
                "a\tb\n1\t2\nboom\tx\n",
                "3.tsv",
                "a\tb\n1\t2\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_FAILED);
    assertThat(result.reason())
        .isEqualTo(
            "wrangle failed on 2.tsv:3: IllegalArgumentException: no idea (App.java:6); of a record that"
                + " cannot be ingested, expected Outcome.reject");
    assertThat(result.files())
        .extracting(FileResult::state)
        .containsExactly(FileResult.State.DONE, FileResult.State.FAILED, FileResult.State.FAILED);
  }

  @Test
  void a_file_that_is_not_what_the_app_expects_is_refused_and_the_next_is_read() {
    RunResult result =
        wrangle(
            "return Outcome.write(T.row(record.get(\"a\"), record.get(\"b\")));",
            files("1.tsv", "a\tc\n1\t2\n", "2.tsv", "a\ta\n1\t2\n", "3.tsv", "a\tb\n1\t2\n"));

    assertThat(result.reason()).isNull();
    assertThat(result.files())
        .extracting(FileResult::state)
        .containsExactly(FileResult.State.REFUSED, FileResult.State.REFUSED, FileResult.State.DONE);
    assertThat(result.files().get(0).reason())
        .isEqualTo("file 1.tsv has no column b; there is a, c");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throws                 | throw new Exception("no");                                     | APP_FAILED       | app acme.App failed: Exception: no (App.java:6)
          throws an error        | throw new OutOfMemoryError("mine");                            | APP_FAILED       | app acme.App failed: OutOfMemoryError: mine (App.java:6)
          overflows its stack    | ingest(context);                                               | APP_FAILED       | app acme.App failed: StackOverflowError (App.java:6)
          opens nothing          | return;                                                        | APP_LEFT_RECORDS | the app returned without opening a.tsv: expected it to read each of context.files(), or to call context.wrangle
          reads a part           | r.next(); context.rejects().skip(one, "x");                    | APP_LEFT_RECORDS | the app returned before the end of a.tsv: expected it to read on until there is none
          forgets records        | while (r.next() != null) {}                                    | APP_LEFT_RECORDS | 3 of 3 records of a.tsv were neither written, rejected nor skipped by the app, for example line 2; expected one of the three for each, also where an exception is caught
          settles twice          | context.rejects().skip(one, "x"); context.rejects().reject(one, "y"); | APP_FAILED | app acme.App failed: IllegalStateException: Cannot reject a.tsv:2: it has been skipped (App.java:6)
          opens twice            | context.files().get(0).open();                                 | APP_FAILED       | app acme.App failed: IllegalStateException: File a.tsv has been opened before; a file is read once in a run (App.java:6)
          names a missing table  | context.writer().write(one, Table.of("tt", "a").row("x"));     | APP_FAILED       | app acme.App failed: IllegalArgumentException: Table KS.tt does not exist; did you mean t? (App.java:6)
          uses another keyspace  | context.session().execute("SELECT * FROM system.local");       | STATEMENT_REFUSED | app acme.App failed: Statement refused: table system.local is in another keyspace; allowed are SELECT, INSERT, UPDATE, DELETE and batches of these on tables of keyspace KS (App.java:6)
          waits when called back | var s = com.datastax.oss.driver.api.core.cql.SimpleStatement.newInstance("SELECT a FROM t"); for (int i = 0; i < 20; i++) context.session().executeAsync(s).thenAccept(x -> { try { context.session().executeAsync(s).toCompletableFuture().join(); } catch (InterruptedException e) { } }).toCompletableFuture().join(); | APP_FAILED | app acme.App failed: IllegalStateException: A callback of executeAsync waits for another answer, which comes only when it has returned; chain the requests instead, by thenCompose (App.java:6)
          has no such setting    | context.settings().getLong("speed");                           | APP_FAILED       | app acme.App failed: IllegalArgumentException: tenants/acme/tenant.conf: settings.speed: missing (App.java:6)
          """)
  void what_an_app_does_wrong_fails_its_run_with_a_sentence(
      String what, String body, FailureCode code, String message) {
    String open =
        body.startsWith("return") || body.startsWith("throw") || body.startsWith("ingest")
            ? ""
            : "var r = context.files().get(0).records(); var one = r.next(); ";
    if (body.startsWith("while")) {
      open = "var r = context.files().get(0).records(); ";
    }

    RunResult result = ingest(open + body, files("a.tsv", "a\tb\n1\t2\n3\t4\n5\t6\n"));

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.reason()).isEqualTo(expected(message.replace("KS", keyspace)));
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
  }

  @Test
  void an_app_that_never_ends_is_cancelled_by_its_time_limit() {
    settings = "limits.batch.time = 1s";

    RunResult result =
        ingest("while (!context.isCancelled()) Thread.onSpinWait();", files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_TIMED_OUT);
    assertThat(result.reason()).startsWith("the batch took longer than limits.batch.time = 1 s");
    if (isolation().equals("classloader")) {
      assertThat(result.reason()).endsWith(" s; it was at acme.App (App.java:6)");
    }
  }

  @Test
  void an_app_that_swallows_its_interrupts_is_stopped() {
    settings = "limits.batch.time = " + limitSeconds() + "s";

    RunResult result =
        ingest(
            "while (true) try { Thread.sleep(10_000); } catch (Throwable e) {}",
            files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_TIMED_OUT);
    assertThat(result.reason())
        .startsWith("the batch took longer than limits.batch.time = " + limitSeconds() + " s")
        .endsWith("; its app did not react within 1 s and was stopped");
  }

  @Test
  void an_app_that_waits_for_ever_is_abandoned_and_locked_out_and_runs_no_more() {
    settings = "limits.batch.time = 1s";
    List<RunResult> results = waitForEver(2);

    assertThat(results.get(0).code()).isEqualTo(FailureCode.APP_TIMED_OUT);
    assertThat(results.get(0).reason())
        .endsWith("its app did not react within 1 s and was abandoned, its thread may still run");
    assertThat(results.get(1).code()).isEqualTo(FailureCode.APP_LEFT_THREADS);
    assertThat(results.get(1).reason())
        .containsPattern("^run run\\d+ of the same tenant was abandoned and its app still runs;");
  }

  @Test
  void threads_that_are_left_behind_are_counted_until_the_tenant_runs_no_more() {
    settings = "limits.threads = 3";
    List<RunResult> results = leaveThreads(2, 3);

    assertThat(results.get(0).reason()).isNull();
    assertThat(results.get(1).reason()).isNull();
    assertThat(results.get(2).code()).isEqualTo(FailureCode.APP_LEFT_THREADS);
    assertThat(results.get(2).reason())
        .startsWith("runs of the same tenant have left 4 threads behind (pool-")
        .endsWith("not less than limits.threads = 3; end all threads before ingest returns");
  }

  @Test
  void an_app_with_too_many_threads_is_cancelled_however_it_started_them() {
    settings = "limits.threads = 20";
    String start =
        "var pool = java.util.concurrent.Executors.newCachedThreadPool(); var never = new"
            + " java.util.concurrent.CountDownLatch(1); for (int i = 0; i < 200; i++)"
            + " pool.submit(() -> { never.await(); return 1; }); never.await();";

    RunResult result = ingest(start, files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_LEFT_THREADS);
    assertThat(result.reason()).matches("the app has \\d+ threads, more than limits.threads = 20");
  }

  @Test
  void a_call_that_no_app_may_make_fails_the_run_by_its_name() {
    RunResult result = ingest("System.exit(0);", files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.CALL_REFUSED);
    assertThat(result.reason())
        .isEqualTo(
            "acme.App.ingest (App.java:6) calls java.lang.System.exit, which ends the engine for"
                + " every tenant");
  }

  @Test
  void a_stop_from_outside_cancels_the_run() {
    StopSignal stop = new StopSignal();
    stop.trip("the engine was stopped");

    RunResult result =
        execute(
            source(
                "public void ingest(BatchContext context) throws Exception {\n"
                    + "Thread.sleep(60_000); }"),
            run(files("a.tsv", "a\tb\n")),
            stop);

    assertThat(result.code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(result.reason()).isEqualTo("the engine was stopped");
  }

  @Test
  void a_file_that_changes_while_it_is_read_is_not_done() throws Exception {
    CompletableFuture<RunResult> ended =
        CompletableFuture.supplyAsync(
            () ->
                ingest(
                    "var f = context.files().get(0); var r = f.records(); InputRecord x;"
                        + " while (java.nio.file.Files.size(java.nio.file.Path.of(\""
                        + folder.resolve("a.tsv")
                        + "\")) == f.sizeBytes()) { context.progress(\"reading\"); Thread.sleep(5); }"
                        + " while ((x = r.next()) != null) context.rejects().skip(x, \"x\");",
                    files("a.tsv", "a\tb\n1\t2\n")));
    Eventually.await("the app to read", () -> counters.activity().equals("reading"));
    Files.writeString(folder.resolve("a.tsv"), "more\n", StandardOpenOption.APPEND);
    RunResult result = ended.join();

    assertThat(result.code()).isEqualTo(FailureCode.FILE_CHANGED);
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
  }

  @Test
  void too_many_rejects_end_the_run() {
    settings = "rejects { max-ratio = 0.5, min-sample = 4 }";

    RunResult result =
        wrangle("return Outcome.reject(\"no\");", files("a.tsv", "a\tb\n" + "1\t2\n".repeat(100)));

    assertThat(result.code()).isEqualTo(FailureCode.TOO_MANY_REJECTS);
    assertThat(result.reason())
        .isEqualTo(
            expected("4 of 4 records are rejected (100.0 %), more than rejects.max-ratio = 0.5")
                + "; the first is a.tsv:2: no");
  }

  @Test
  void an_app_cannot_swallow_that_there_are_too_many_rejects() {
    settings = "rejects.max-count = 1";

    RunResult result =
        ingest(
            "var r = context.files().get(0).records(); InputRecord x; while ((x = r.next()) != null)"
                + " try { context.rejects().reject(x, \"no\"); } catch (RuntimeException e) {}",
            files("a.tsv", "a\tb\n1\t2\n3\t4\n"));

    assertThat(result.code()).isEqualTo(FailureCode.TOO_MANY_REJECTS);
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
    assertThat(result.reason())
        .isEqualTo(
            "2 records are rejected, more than rejects.max-count = 1; the first is a.tsv:2: no");
  }

  @Test
  void an_app_may_read_the_stream_itself_and_declare_its_records() {
    RunResult result =
        ingest(
            "var f = context.files().get(0); try (var in = new java.io.BufferedReader(new"
                + " java.io.InputStreamReader(f.open()))) { long n = 0; for (String line ="
                + " in.readLine(); line != null; line = in.readLine()) { InputRecord record ="
                + " f.record(++n, 0, line); context.writer().write(record, T.row(line, null)); } }",
            files("a.tsv.gz", gzip("x\ny\nz\n")));

    assertThat(result.reason()).isNull();
    assertThat(result.files().get(0).counts().rowsWritten()).isEqualTo(3);
  }

  @Test
  void a_stream_is_read_when_all_its_bytes_are_whether_its_end_was_seen_or_not() {
    String read = "var f = context.files().get(0); try (var in = f.open()) { in.readNBytes(%s); }";
    byte[] content = "three".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    RunResult all = ingest(read.formatted("(int) f.sizeBytes()"), files("a.tsv", content));
    RunResult part = ingest(read.formatted("4"), files("b.tsv", content));

    assertThat(all.reason()).isNull();
    assertThat(all.files().get(0).state()).isEqualTo(FileResult.State.DONE);
    if (isolation().equals("classloader")) {
      // To a process of its own, a file this small goes over as a whole.
      assertThat(part.code()).isEqualTo(FailureCode.APP_LEFT_RECORDS);
    }
  }

  @Test
  void a_gzip_bomb_is_refused_before_it_has_gone_off() {
    settings = "files.max-expansion-ratio = 50";
    String line = "1\t" + "2".repeat(97) + "\n";

    RunResult result =
        wrangle(
            "return Outcome.skip(\"looked at\");",
            files("bomb.tsv.gz", gzip("a\tb\n" + line.repeat(80_000_000 / line.length()))));

    FileResult file = result.files().get(0);
    assertThat(file.state()).isEqualTo(FileResult.State.REFUSED);
    assertThat(file.reason())
        .matches(
            "file bomb.tsv.gz is refused: its [0-9,]+ bytes expand to more than"
                + " files.max-expansion-ratio = 50.0 times as many");
    assertThat(Objects.requireNonNull(file.refusal()).rule())
        .isEqualTo("files.max-expansion-ratio");
    assertThat(file.counts().recordsRead() * line.length())
        .as("stopped early, of 80 MB")
        .isBetween(16_000_000L, 18_000_000L);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          files.max-records = 2                | files.max-records    | it has more records than files.max-records = 2
          files.header.required = [a, c]       | files.header.required | its header has no c; expected a, c, got a, b
          files.max-columns = 1                | files.max-columns    | it has 2 columns, more than files.max-columns = 1
          """)
  void a_file_that_breaks_a_rule_is_refused_and_the_next_is_read(
      String setting, String rule, String reason) {
    settings = setting;
    RunResult result =
        wrangle(
            "return Outcome.write(T.row(record.get(0), null));",
            files("1.tsv", "a\tb\n1\t2\n3\t4\n5\t6\n", "2.tsv", fitting(rule)));

    assertThat(result.reason()).isNull();
    FileResult first = result.files().get(0);
    assertThat(first.reason()).isEqualTo("file 1.tsv is refused: " + reason);
    assertThat(Objects.requireNonNull(first.refusal()).rule()).isEqualTo(rule);
    assertThat(result.files())
        .extracting(FileResult::state)
        .containsExactly(FileResult.State.REFUSED, FileResult.State.DONE);
  }

  private static String fitting(String rule) {
    return switch (rule) {
      case "files.max-records" -> "a\tb\n1\t2\n3\t4\n";
      case "files.max-columns" -> "a\n1\n";
      default -> "c\ta\n1\t2\n";
    };
  }

  @Test
  void an_app_cannot_swallow_that_its_file_is_refused() {
    settings = "files.max-records = 1";

    RunResult result =
        ingest(
            "var r = context.files().get(0).records(); try { InputRecord x; while ((x = r.next())"
                + " != null) context.rejects().skip(x, \"x\"); } catch (RuntimeException e) {}",
            files("a.tsv", "a\tb\n1\t2\n3\t4\n"));

    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.REFUSED);
    assertThat(result.files().get(0).counts().recordsRead()).isEqualTo(1);
  }

  @Test
  void compressed_data_under_a_plain_name_is_refused_by_what_it_is() {
    RunResult result = wrangle("return Outcome.skip(\"x\");", files("a.tsv", gzip("a\tb\n1\t2\n")));

    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.REFUSED);
    assertThat(result.files().get(0).reason())
        .isEqualTo(
            "file a.tsv is refused: it holds gzip data, expected text; its name does not say so");
  }

  @Test
  void a_table_that_the_tenant_may_not_use_is_neither_written_nor_read() {
    settings = "tables = [mine]";

    assertThat(
            wrangle(
                    "return Outcome.write(T.row(record.get(0), null));",
                    files("a.tsv", "a\tb\n1\t2\n"))
                .reason())
        .contains("Table " + keyspace + ".t is none of tables = mine, which this tenant may use");
    assertThat(
            ingest(
                    "context.session().execute(\"SELECT * FROM t\");",
                    files("a.tsv", "a\tb\n1\t2\n"))
                .reason())
        .contains("Statement refused: table t is none of tables = mine");
  }

  /** Runs an app so many times that waits for a lock which nobody gives back. */
  List<RunResult> waitForEver(int times) {
    String deadlock =
        "var lock = new java.util.concurrent.locks.ReentrantLock();"
            + " Thread t = new Thread(lock::lock); t.start(); t.join(); lock.lock();";
    return executeAll(
        source("public void ingest(BatchContext context) throws Exception {" + deadlock + "}"),
        run(files("a.tsv", "a\tb\n")),
        times);
  }

  /** Runs an app so many times that does its work, and leaves so many threads behind. */
  List<RunResult> leaveThreads(int threads, int times) {
    String leave =
        "var pool = java.util.concurrent.Executors.newFixedThreadPool(%1$d); for (int i = 0; i <"
            + " %1$d; i++) pool.submit(() -> {}); var r = context.files().get(0).records();"
            + " for (var x = r.next(); x != null; x = r.next()) context.rejects().skip(x, \"x\");";
    return executeAll(
        source(
            "public void ingest(BatchContext context) throws Exception {"
                + leave.formatted(threads)
                + "}"),
        run(files("a.tsv", "a\tb\n1\t2\n")),
        times);
  }

  RunResult wrangle(String body, List<RunFile> files) {
    String source =
        """
        package acme;
        import io.mysimbdp.tenant.*;
        public class App extends WranglingApp {
          static final Table T = Table.of("t", "a", "b");
          public Outcome wrangle(InputRecord record) {
            %s
          }
        }
        """
            .formatted(body);
    return execute(source, run(files), new StopSignal());
  }

  RunResult ingest(String body, List<RunFile> files) {
    return execute(
        source("public void ingest(BatchContext context) throws Exception {\n" + body + " }"),
        run(files),
        new StopSignal());
  }

  @Test
  void a_run_stays_on_its_version_of_the_jar_for_as_long_as_that_is_there() {
    Path plugins = folder.resolve("plugins");
    PluginJar jar = PluginJar.named("acme").service("acme.App");
    jar.source("acme.App", source(failingWith("old"))).buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      LoadedPlugin old = catalog.find("acme").orElseThrow();
      Run run = with(catalog, run(files("a.tsv", "a\tb\n1\t2\n")));
      jar.source("acme.App", source(failingWith("new"))).buildInto(plugins);
      assertThat(catalog.refresh().replaced()).hasSize(1);
      Worker worker = worker(catalog);
      assertThat(worker.execute(run, new StopSignal(), new RunCounters()).reason()).contains("old");
      assertThat(worker.execute(with(catalog, run), new StopSignal(), new RunCounters()).reason())
          .contains("new");
      old.retire();
      assertThat(worker.execute(run, new StopSignal(), new RunCounters()).reason())
          .isEqualTo("no JAR with Plugin-Id acme is loaded");
    }
  }

  private static String failingWith(String word) {
    return "public void ingest(BatchContext context) { throw new IllegalStateException(\""
        + word
        + "\"); }";
  }

  static String source(String method) {
    return "package acme;\n"
        + "import io.mysimbdp.tenant.*;\n"
        + "public class App implements ClientBatchIngestApp {\n"
        + "static final Table T = Table.of(\"t\", \"a\", \"b\");\n"
        + method
        + "}";
  }

  private RunResult execute(String source, Run run, StopSignal stop) {
    Path plugins = folder.resolve("plugins");
    try {
      Files.createDirectories(plugins);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PluginJar.named("acme").source("acme.App", source).service("acme.App").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.plugins()).extracting(LoadedPlugin::id).containsExactly("acme");
      return worker(catalog).execute(with(catalog, run), stop, counters);
    }
  }

  List<RunResult> executeAll(String source, Run run, int times) {
    Path plugins = folder.resolve("plugins");
    PluginJar.named("acme").source("acme.App", source).service("acme.App").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      Worker worker = worker(catalog);
      List<RunResult> results = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        results.add(worker.execute(with(catalog, run), new StopSignal(), new RunCounters()));
      }
      return results;
    }
  }

  /** What the JVMs of apps are started by. */
  List<String> launcher = QUICK_APPS;

  Worker worker(PluginCatalog catalog) {
    return new LocalWorker(
        catalog,
        SessionLender.shared(CassandraServer.session()),
        TIMER,
        System::nanoTime,
        () -> 0.5,
        Duration.ofSeconds(1),
        TestingShares.all(),
        new ProcessLauncher(launcher, "1.0.0"),
        null,
        FileSource.ofFolders());
  }

  /** Returns the run with the JAR that serves now. */
  private static Run with(PluginCatalog catalog, Run run) {
    LoadedPlugin plugin = catalog.find("acme").orElseThrow();
    return new Run(
        run.id(),
        run.profile(),
        new PluginRef("acme", "1.0.0", "acme.jar", plugin.sha256()),
        run.tenantFolder(),
        run.files(),
        run.startedAt(),
        run.firstWriteTimeMicros());
  }

  Run run(List<RunFile> files) {
    TenantProfile profile =
        TestingProfiles.of(
            tenant(),
            "keyspace = "
                + keyspace
                + "\nisolation = "
                + isolation()
                + "\nlimits.processors = "
                + processors()
                + "\n"
                + settings);
    return new Run(
        "run1",
        profile,
        new PluginRef("acme", "1.0.0", "acme.jar", "0"),
        folder.toString(),
        files,
        Instant.EPOCH,
        1);
  }

  List<RunFile> files(Object... namesAndContents) {
    List<RunFile> files = new ArrayList<>();
    try {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        String name = (String) namesAndContents[i];
        Path path = folder.resolve(name);
        if (namesAndContents[i + 1] instanceof byte[] bytes) {
          Files.write(path, bytes);
        } else {
          Files.writeString(path, (String) namesAndContents[i + 1]);
        }
        files.add(new RunFile(name, path.toString(), Fingerprint.of(path), FileStamp.of(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(bytes)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
