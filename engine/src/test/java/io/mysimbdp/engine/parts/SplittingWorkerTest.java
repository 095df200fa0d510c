package io.mysimbdp.engine.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.run.DurablePosition;
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
import io.mysimbdp.engine.worker.LocalWorker;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file run in parts is as if it had been run in one piece, on a real Cassandra. */
class SplittingWorkerTest {

  private static final int RECORDS = 3_000;
  private static final String WRITE =
      "if (record.get(0).equals(\"bad\")) return Outcome.reject(\"a\", \"a is bad\");"
          + " return Outcome.write(T.row(record.get(0), record.get(1)));";

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> executed = new ConcurrentLinkedQueue<>();
  private final AtomicLong ahead = new AtomicLong();
  private final RunCounters counters = new RunCounters();
  private String settings = "";
  private String keyspace = "";
  private @Nullable PluginCatalog catalog;

  @BeforeEach
  void create_table() {
    keyspace = CassandraServer.newKeyspace("parts");
    CassandraServer.session()
        .execute("CREATE TABLE " + keyspace + ".t (a text PRIMARY KEY, b text)");
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  @BeforeEach
  void hear_of_times_ahead() {
    counters.noteWritesAhead(ahead::set);
  }

  @AfterEach
  void close_catalog() {
    if (catalog != null) {
      catalog.close();
    }
  }

  @Test
  void rows_counts_and_rejects_are_those_of_a_run_in_one_piece() throws IOException {
    settings = "rejects.max-ratio = 0.3";
    install(WRITE);
    RunFile file = file(records());
    RunResult one = whole().execute(run(file), new StopSignal(), new RunCounters());
    Map<String, String> rows = rows();
    List<Path> logs = rejects();
    List<byte[]> rejects = bytes(logs);
    for (Path log : logs) {
      Files.delete(log);
    }
    create_table();
    executed.clear();

    RunResult parts = splitting(5_000).execute(run(file), new StopSignal(), counters);

    assertThat(executed).hasSizeGreaterThan(5).contains("run1-p1", "run1-p2");
    assertThat(parts.reason()).isNull();
    assertThat(parts.runId()).isEqualTo("run1");
    assertThat(parts.files()).isEqualTo(one.files());
    assertThat(parts.cpuTime()).isPositive();
    assertThat(rows()).isEqualTo(rows).isEqualTo(expected());
    assertThat(rejects()).isEqualTo(logs).hasSize(2);
    assertThat(bytes(rejects())).usingRecursiveComparison().isEqualTo(rejects);
    assertThat(counters.counts()).isEqualTo(one.files().get(0).counts());
    assertThat(counters.lastWriteMicros()).isBetween(1L, ahead.get());
    assertThat(counters.readingTimes()).containsKey("a.tsv");
  }

  @Test
  void a_run_that_was_stopped_goes_on_where_all_before_is_durable() throws Exception {
    settings = "rejects.max-ratio = 0.3";
    install(
        "if (record.get(1).equals(\"1700\")) { try { Thread.sleep(60_000); }"
            + " catch (InterruptedException e) { return Outcome.skip(\"stopped\"); } } "
            + WRITE);
    RunFile file = file(records());
    StopSignal stop = new StopSignal();
    CompletableFuture<RunResult> first =
        CompletableFuture.supplyAsync(() -> splitting(5_000).execute(run(file), stop, counters));
    Eventually.await(
        "position in the middle",
        () -> {
          DurablePosition now = counters.positions().get("a.tsv");
          return now != null && now.point().line() > 1_000;
        });
    stop.trip("enough");
    RunResult stopped = first.get();

    assertThat(stopped.code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(stopped.reason()).isEqualTo("enough");
    assertThat(stopped.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
    DurablePosition position = Objects.requireNonNull(counters.positions().get("a.tsv"));
    goesOn(file, position);
  }

  @Test
  void a_part_that_fails_ends_the_others_and_is_what_the_run_fails_for() throws IOException {
    settings = "rejects.max-ratio = 0.3";
    install(
        "if (record.get(1).equals(\"1700\")) throw new IllegalArgumentException(\"no idea\"); "
            + WRITE);

    RunResult result = splitting(5_000).execute(run(file(records())), new StopSignal(), counters);

    assertThat(result.reason())
        .startsWith("wrangle failed on a.tsv:1702: IllegalArgumentException");
    assertThat(result.code()).isEqualTo(FailureCode.APP_FAILED);
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
    assertThat(counters.lastWriteMicros()).isEqualTo(ahead.get());
    DurablePosition position = Objects.requireNonNull(counters.positions().get("a.tsv"));
    assertThat(position.point().line()).isBetween(2L, 1702L);

    goesOn(file(records()), position);
  }

  /** What is left is run by an app that has been mended. */
  private void goesOn(RunFile file, DurablePosition position) throws IOException {
    assertThat(position.point().counts().recordsRead()).isEqualTo(position.point().line() - 2);
    executed.clear();
    reinstall(WRITE);
    RunResult second =
        splitting(5_000)
            .execute(
                run("run2", rest(file, position), ahead.get() + 1),
                new StopSignal(),
                new RunCounters());

    assertThat(executed).contains("run2-p1", "run2-p2");
    assertThat(second.reason()).isNull();
    FileResult result = second.files().get(0);
    assertThat(result.counts().recordsRead()).isEqualTo(RECORDS + 1);
    assertThat(result.counts().rejects()).isEqualTo(RECORDS / 5 + 1);
    assertThat(result.counts().bytes()).isEqualTo(file.sizeBytes());
    assertThat(rows()).isEqualTo(expected());
    assertThat(Files.readAllLines(Path.of(String.valueOf(result.rejectsPath()))))
        .extracting(line -> Integer.parseInt(line.replaceFirst(".*\"line\":([0-9]+),.*", "$1")))
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize(RECORDS / 5 + 1);
  }

  @Test
  void more_rows_than_fit_have_the_file_set_back_and_run_in_one_piece() throws IOException {
    install(
        "Row[] rows = new Row[20];"
            + " for (int i = 0; i < 20; i++) rows[i] = T.row(record.get(0) + \"-\" + i, record.get(1));"
            + " return Outcome.write(rows);");
    RunFile file = file(records());
    Worker worker = splitting(5_000);

    RunResult result = worker.execute(run(file), new StopSignal(), counters);

    assertThat(result.code()).isEqualTo(FailureCode.SPLIT_GIVEN_UP);
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.SET_BACK);
    executed.clear();
    RunResult again =
        worker.execute(run("run2", file, ahead.get() + 1), new StopSignal(), new RunCounters());
    assertThat(executed).containsExactly("run2");
    assertThat(again.reason()).isNull();
    Map<String, String> rows = rows();
    expected().forEach((key, value) -> assertThat(rows).containsEntry(key + "-19", value));
  }

  @Test
  void an_app_that_opens_the_file_itself_has_it_run_in_one_piece() throws IOException {
    install(
        WRITE,
        "protected void open(BatchContext context) throws Exception {"
            + " try { context.files().get(0).openRaw().close(); } catch (RuntimeException e) { } }");

    RunResult result = splitting(5_000).execute(run(file(records())), new StopSignal(), counters);

    assertThat(result.code()).isEqualTo(FailureCode.SPLIT_GIVEN_UP);
    assertThat(result.reason()).contains("opens a.tsv itself");
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.SET_BACK);
  }

  @Test
  void limits_on_rejects_are_judged_on_the_whole() throws IOException {
    // The first fifth of the file is nothing but rejects.
    StringBuilder text = new StringBuilder("a\tb\n");
    for (int i = 0; i < RECORDS; i++) {
      text.append(i < RECORDS / 5 ? "bad" : "key" + i).append('\t').append(i).append('\n');
    }
    settings = "rejects { max-ratio = 0.21, min-sample = 10 }";
    install(WRITE);
    RunFile file = file(text.toString());
    assertThat(splitting(5_000).execute(run(file), new StopSignal(), counters).reason()).isNull();

    settings = "rejects { max-ratio = 0.19, min-sample = 10 }";
    RunResult many =
        splitting(5_000).execute(run("run2", file, 9_000_000), new StopSignal(), new RunCounters());
    assertThat(many.code()).isEqualTo(FailureCode.TOO_MANY_REJECTS);
    assertThat(many.reason())
        .contains("are rejected (", "more than rejects.max-ratio = 0.19; the first is a.tsv:");

    settings = "rejects.max-count = 599";
    RunResult count =
        splitting(5_000)
            .execute(run("run3", file, 19_000_000), new StopSignal(), new RunCounters());
    assertThat(count.reason()).contains("more than rejects.max-count = 599");
  }

  @Test
  void what_cannot_be_cut_is_run_as_it_is() throws IOException {
    install(WRITE);
    Worker worker = splitting(5_000);

    worker.execute(run(file("a\tb\n1\t2\n")), new StopSignal(), new RunCounters());
    settings = "dialect.format = csv";
    worker.execute(
        run("run2", file(records().replace('\t', ',')), 1), new StopSignal(), new RunCounters());
    settings = "rejects.max-ratio = 0.3, files.max-records = " + (RECORDS - 1);
    RunResult refused =
        worker.execute(run("run3", file(records()), 1), new StopSignal(), new RunCounters());

    assertThat(executed).containsExactly("run1", "run2", "run3");
    assertThat(refused.files().get(0).state())
        .as(refused.reason())
        .isEqualTo(FileResult.State.REFUSED);
  }

  @Test
  void nothing_is_written_when_the_times_cannot_be_noted() throws IOException {
    install(WRITE);
    counters.noteWritesAhead(
        micros -> {
          throw new EngineException(FailureCode.LEASE_LOST, "lost");
        });

    RunResult result = splitting(5_000).execute(run(file(records())), new StopSignal(), counters);

    assertThat(result.code()).isEqualTo(FailureCode.LEASE_LOST);
    assertThat(executed).isEmpty();
  }

  @Test
  void the_time_limit_is_that_of_the_whole() throws IOException {
    settings = "limits.batch.time = 1s";
    install("while (record.line() > 1700) Thread.onSpinWait(); " + WRITE);

    RunResult result = splitting(5_000).execute(run(file(records())), new StopSignal(), counters);

    assertThat(result.code()).isEqualTo(FailureCode.APP_TIMED_OUT);
    assertThat(result.reason()).startsWith("the batch took longer than limits.batch.time = 1 s");
  }

  private static String records() {
    StringBuilder text = new StringBuilder("a\tb\n");
    for (int i = 0; i < RECORDS; i++) {
      text.append(i % 5 == 4 ? "bad" : "key" + i % 701).append('\t').append(i).append('\n');
    }
    return text.append("one column\n").toString();
  }

  private static Map<String, String> expected() {
    Map<String, String> rows = new TreeMap<>();
    for (String line : records().split("\n", -1)) {
      if (line.startsWith("key")) {
        String[] fields = line.split("\t", -1);
        rows.put(fields[0], fields[1]);
      }
    }
    return rows;
  }

  private RunFile file(String text) throws IOException {
    Path path = folder.resolve("a.tsv");
    Files.writeString(path, text);
    return new RunFile("a.tsv", path.toString(), Fingerprint.of(path), FileStamp.of(path));
  }

  private static RunFile rest(RunFile file, DurablePosition position) {
    return new RunFile(
        file.name(),
        file.path(),
        file.sha256(),
        file.stamp(),
        position.point(),
        position.rejectsPath());
  }

  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    CassandraServer.session()
        .execute("SELECT a, b FROM " + keyspace + ".t")
        .forEach(row -> rows.put(row.getString("a"), row.getString("b")));
    return rows;
  }

  private List<Path> rejects() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("rejects"))) {
      return all.sorted().toList();
    }
  }

  private static List<byte[]> bytes(List<Path> files) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (Path file : files) {
      bytes.add(Files.readAllBytes(file));
    }
    return bytes;
  }

  private void install(String wrangle) throws IOException {
    install(wrangle, "");
  }

  private void reinstall(String wrangle) throws IOException {
    Objects.requireNonNull(catalog).close();
    install(wrangle);
  }

  private void install(String wrangle, String members) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    String source =
        """
        package acme;
        import io.mysimbdp.tenant.*;
        public class App extends WranglingApp {
          static final Table T = Table.of("t", "a", "b");
          %s
          public Outcome wrangle(InputRecord record) {
            %s
          }
        }
        """
            .formatted(members, wrangle);
    PluginJar.named("acme").source("acme.App", source).service("acme.App").buildInto(plugins);
    catalog = PluginCatalog.load(plugins, "1.0.0");
  }

  private Worker splitting(long partBytes) {
    return new SplittingWorker(
        whole(),
        Objects.requireNonNull(catalog),
        FileSource.ofFolders(),
        partBytes,
        3,
        System::nanoTime);
  }

  private Worker whole() {
    Worker local =
        new LocalWorker(
            Objects.requireNonNull(catalog),
            SessionLender.shared(CassandraServer.session()),
            TIMER,
            System::nanoTime,
            () -> 0.5,
            Duration.ofSeconds(1),
            TestingShares.all(),
            new ProcessLauncher(List.of(), "1.0.0"),
            null,
            FileSource.ofFolders());
    return (run, stop, counters) -> {
      executed.add(run.id());
      return local.execute(run, stop, counters);
    };
  }

  private Run run(RunFile file) {
    return run("run1", file, 1);
  }

  private Run run(String id, RunFile file, long firstWriteMicros) {
    return new Run(
        id,
        TestingProfiles.of("acme", "keyspace = " + keyspace + "\n" + settings),
        new PluginRef(
            "acme",
            "1.0.0",
            "acme.jar",
            Objects.requireNonNull(catalog).find("acme").orElseThrow().sha256()),
        folder.toString(),
        List.of(file),
        Instant.EPOCH,
        firstWriteMicros);
  }
}
