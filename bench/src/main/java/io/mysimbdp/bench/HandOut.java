package io.mysimbdp.bench;

import io.mysimbdp.bench.load.HandOutLoad;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it costs to have runs executed by Spark, on a cluster of this machine. */
final class HandOut {

  private static final int AT_A_TIME = Integer.getInteger("bench.at-a-time", 128);
  private static final int RUNS = Integer.getInteger("bench.runs", 5_000);
  private static final int FILES = Integer.getInteger("bench.cluster-files", 100_000);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern PORT = Pattern.compile("\"port\" *: *([0-9]+)");

  private final Path project;
  private final Path target;
  private final Table table;
  private final BenchHome home;
  private final Launcher engine;

  HandOut(Path project, Path target) throws IOException {
    this.project = project;
    this.target = target;
    this.table = new Table(target, "hand-out", "what", "figure", "unit");
    this.home = new BenchHome(project, target.resolve("hand-out-home"));
    this.engine = new Launcher(project, home.root());
  }

  void run() throws IOException, InterruptedException {
    engine.build();
    home.jar(target.resolve("bench-app.jar"));
    home.tenant(
        "idle",
        "plugin = bench-app",
        "keyspace = bench",
        "dialect.format = csv",
        "settings { table = ratings, columns = [userid], types = [text] }");
    home.jar("ratings");
    home.tenant(
        "many",
        "plugin = ratings",
        "keyspace = bench",
        "dialect.format = csv",
        "files.quiet-period = 0s",
        "limits.batch.files = 1000");
    home.conf(List.of("idle", "many"));
    engine.call("cassandra", "start");
    engine.call("spark", "start", "--port", "0");
    try {
      alone();
      manyFiles();
    } finally {
      engine.call("spark", "stop");
      engine.call("cassandra", "stop");
    }
    Bench.say("\n" + table.render());
  }

  /** Of a file with a header and no record nothing is written. */
  private void alone() throws IOException, InterruptedException {
    Path file = Files.writeString(home.root().resolve("none.csv"), "userid\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Launcher.HEAP,
                "-cp",
                project.resolve("engine/target/engine.jar")
                    + ":"
                    + project.resolve("engine/target/lib/*")
                    + ":"
                    + target.resolve("classes"),
                HandOutLoad.class.getName(),
                home.root().toString(),
                file.toString(),
                master(),
                project.resolve("engine/spark/target/spark").toString(),
                "127.0.0.1",
                port(),
                String.valueOf(AT_A_TIME),
                String.valueOf(RUNS))
            .redirectError(home.root().resolve("hand-out-err.txt").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("see " + home.root().resolve("hand-out-err.txt"));
    }
    String[] figures = out.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ", -1);
    table.row("from nothing to the end of the first run", figures[0], "s");
    table.row("one run that does nothing, alone", figures[1], "ms");
    table.row(RUNS + " of them, " + AT_A_TIME + " at a time, cold", figures[2], "batches/s");
    table.row("the same again, warm", figures[3], "batches/s");
  }

  /** Through the whole engine: staging, ledger, moves. */
  private void manyFiles() throws IOException, InterruptedException {
    for (int i = 0; i < FILES; i++) {
      home.stage("many", "f" + i + ".csv", "userid,movieid,rating,timestamp\n1," + i + ",1,1\n");
    }
    Process process =
        engine
            .command(List.of("run", "--workers", master(), "--home", home.root().toString()))
            .redirectOutput(home.root().resolve("run-out.txt").toFile())
            .redirectError(home.root().resolve("run-err.txt").toFile())
            .start();
    long begin = System.nanoTime();
    long peak = 0;
    long driver = 0;
    while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, mib(process.pid()));
      driver =
          Math.max(
              driver,
              process
                  .children()
                  .filter(child -> child.info().commandLine().orElse("").contains("DriverMain"))
                  .mapToLong(child -> mib(child.pid()))
                  .sum());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("see " + home.root().resolve("run-err.txt"));
    }
    String what = FILES + " files of a row, 1,000 a batch";
    table.row(what, String.format(Locale.ROOT, "%.0f", FILES / seconds), "files/s");
    table.row(what + ": most resident memory of the engine", String.valueOf(peak), "MiB");
    table.row(what + ": of its driver to Spark", String.valueOf(driver), "MiB");
  }

  private static long mib(long pid) {
    try {
      return new ProcessUsage(pid).residentMib();
    } catch (IOException e) {
      return 0; // It has ended.
    }
  }

  private String master() throws IOException, InterruptedException {
    Matcher url =
        Pattern.compile("spark://[0-9.:]+")
            .matcher(engine.call("spark", "status", "--output", "json").out());
    if (!url.find()) {
      throw new IOException("Spark does not say where it is");
    }
    return url.group();
  }

  private String port() throws IOException, InterruptedException {
    Matcher port = PORT.matcher(engine.call("cassandra", "status", "--output", "json").out());
    if (!port.find()) {
      throw new IOException("Cassandra does not say where it is");
    }
    return port.group(1);
  }
}
