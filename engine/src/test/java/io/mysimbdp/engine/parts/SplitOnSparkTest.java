package io.mysimbdp.engine.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.cluster.SparkWorker;
import io.mysimbdp.engine.cluster.TestingExecutors;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a file on the executors of a real cluster. */
class SplitOnSparkTest {

  private static final int RECORDS = 3_000;
  private static final String APP =
      """
      package acme;
      import io.mysimbdp.tenant.*;
      public class App extends WranglingApp {
        static final Table T = Table.of("t", "a", "b");
        public Outcome wrangle(InputRecord record) {
          return record.get(0).equals("bad")
              ? Outcome.reject("a", "a is bad")
              : Outcome.write(T.row(record.get(0), record.get(1)));
        }
      }
      """;

  @TempDir private Path folder;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final RunCounters counters = new RunCounters();
  private final AtomicLong ahead = new AtomicLong();
  private final Queue<String> executed = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop_timer() {
    timer.shutdownNow();
  }

  @Test
  void parts_on_executors_are_one_run_with_one_log_of_rejects() throws IOException {
    String keyspace = CassandraServer.newKeyspace("parts");
    CassandraServer.session()
        .execute("CREATE TABLE " + keyspace + ".t (a text PRIMARY KEY, b text)");
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar.named("acme").source("acme.App", APP).service("acme.App").buildInto(plugins);
    counters.noteWritesAhead(ahead::set);
    Map<String, String> expected = new HashMap<>();
    Path file = Files.writeString(folder.resolve("a.tsv"), records(expected));

    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
        SparkWorker spark =
            TestingExecutors.worker(
                folder.resolve("work"),
                catalog,
                timer,
                List.of(),
                TestingShares.all(),
                Map.of("spark.cores.max", "2"))) {
      Worker noting =
          (run, stop, own) -> {
            executed.add(run.id());
            return spark.execute(run, stop, own);
          };
      RunResult result =
          new SplittingWorker(noting, catalog, FileSource.ofFolders(), 5_000, 2, System::nanoTime)
              .execute(run(keyspace, catalog, file), new StopSignal(), counters);

      assertThat(result.reason()).isNull();
      assertThat(executed).hasSizeGreaterThan(5).contains("run1-p1", "run1-p2");
      FileResult whole = result.files().get(0);
      assertThat(whole.counts().recordsRead()).isEqualTo(RECORDS);
      assertThat(whole.counts().rejects()).isEqualTo(RECORDS / 5);
      assertThat(Files.readAllLines(Path.of(String.valueOf(whole.rejectsPath()))))
          .extracting(line -> Integer.parseInt(line.replaceFirst(".*\"line\":([0-9]+),.*", "$1")))
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(RECORDS / 5);
    }

    assertThat(rows(keyspace)).as("the later of two rows wins, across parts").isEqualTo(expected);
    assertThat(counters.lastWriteMicros()).isBetween(1L, ahead.get());
    try (Stream<Path> left = Files.list(folder.resolve("rejects"))) {
      assertThat(left).as("a log, and what is to be mended").hasSize(2);
    }
  }

  private static String records(Map<String, String> expected) {
    StringBuilder text = new StringBuilder("a\tb\n");
    for (int i = 0; i < RECORDS; i++) {
      String key = i % 5 == 4 ? "bad" : "key" + i % 701;
      text.append(key).append('\t').append(i).append('\n');
      if (!key.equals("bad")) {
        expected.put(key, String.valueOf(i));
      }
    }
    return text.toString();
  }

  private Run run(String keyspace, PluginCatalog catalog, Path file) throws IOException {
    return new Run(
        "run1",
        TestingProfiles.of("acme", "keyspace = " + keyspace + "\nrejects.max-ratio = 0.3"),
        new PluginRef("acme", "1.0.0", "acme.jar", catalog.find("acme").orElseThrow().sha256()),
        folder.toString(),
        List.of(new RunFile("a.tsv", file.toString(), Fingerprint.of(file), FileStamp.of(file))),
        Instant.EPOCH,
        1);
  }

  private static Map<String, String> rows(String keyspace) {
    Map<String, String> rows = new HashMap<>();
    CassandraServer.session()
        .execute("SELECT a, b FROM " + keyspace + ".t")
        .forEach(row -> rows.put(row.getString("a"), row.getString("b")));
    return rows;
  }
}
