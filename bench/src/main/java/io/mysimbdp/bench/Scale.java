package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the engine bears many registered tenants and many staged files. */
final class Scale {

  private static final int TENANTS = Integer.getInteger("bench.tenants", 1000);
  private static final int STAGED_EACH = Integer.getInteger("bench.staged-each", 100);
  private static final int BUSY_TENANTS = Integer.getInteger("bench.busy-tenants", 100);
  private static final int TINY_FILES = Integer.getInteger("bench.tiny-files", 10_000);
  private static final int TINY_ROWS = 10;
  private static final Duration MINUTE = Duration.ofSeconds(Integer.getInteger("bench.idle", 60));
  private static final Duration TRACE = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Table table;
  private final List<String> ids = new ArrayList<>();
  private final BenchHome home;
  private final Launcher engine;

  Scale(Path project, Path target) throws IOException {
    this.table = new Table(target, "scale", "what", "figure", "unit");
    this.home = new BenchHome(project, target.resolve("scale-home"));
    this.engine = new Launcher(project, home.root());
  }

  void run() throws IOException, InterruptedException {
    engine.build();
    home.jar("ratings");
    for (int i = 0; i < TENANTS; i++) {
      ids.add(String.format(Locale.ROOT, "t%04d", i));
      home.tenant(ids.get(i), "plugin = ratings", "keyspace = bench", "dialect.format = csv");
    }
    conf("");
    engine.call("cassandra", "start");
    try {
      commands();
      idle();
      staged("suspended", "suspended = [" + String.join(", ", ids) + "]");
      staged("outside of their window", "profile.run-windows = [\"0 3 1 1 *\"]");
      tinyFiles();
    } finally {
      engine.call("cassandra", "stop");
    }
    Bench.say("\n" + table.render());
  }

  private void conf(String line) throws IOException {
    home.conf(ids, line);
  }

  private void commands() throws IOException, InterruptedException {
    // The first call makes the engine's tables.
    engine.call("tenant", "list");
    seconds("engine tenant list", engine.call("tenant", "list").took());
    seconds("engine tenant list --offline", engine.call("tenant", "list", "--offline").took());
    seconds("engine check", engine.call("check").took());
    seconds("engine tenant add", engine.call("tenant", "add", "newcomer").took());
    conf("");
  }

  private void idle() throws IOException, InterruptedException {
    try (Service service = engine.serve()) {
      String where = ", staging empty";
      seconds("start until it serves" + where, service.startUp());
      memory(service, "after start" + where);
      service.awaitQuiet(LIMIT);
      cpu("CPU of an idle minute, watch.rescan = 10s", service.cpuSecondsOf(MINUTE));
      memory(service, "after a minute" + where);
      table.row("system calls in 20 s, watch.rescan = 10s", service.systemCallsOf(TRACE), "calls");

      long begin = System.nanoTime();
      double before = service.cpuSeconds();
      Files.writeString(
          home.folder(ids.get(TENANTS / 2)).resolve("tenant.conf"),
          "plugin = ratings\nkeyspace = bench\ndialect.format = csv\nweight = 50\n");
      service.await("The configuration has been read again", LIMIT);
      seconds("one tenant.conf changed, until read", Duration.ofNanos(System.nanoTime() - begin));
      service.awaitQuiet(LIMIT);
      cpu("one tenant.conf changed, CPU", service.cpuSeconds() - before);

      conf("watch.rescan = 1s");
      Thread.sleep(3000);
      service.awaitQuiet(LIMIT);
      double busy = service.cpuSecondsOf(MINUTE);
      cpu("CPU of an idle minute, watch.rescan = 1s", busy);
      table.row("system calls in 20 s, watch.rescan = 1s", service.systemCallsOf(TRACE), "calls");
      table.row(
          "CPU of one rescan of all staging directories, at most",
          String.format(Locale.ROOT, "%.1f", busy / MINUTE.toSeconds() * 1000),
          "ms");
    }
  }

  /** With many files that may not run. */
  private void staged(String why, String line) throws IOException, InterruptedException {
    conf(line);
    for (String id : ids) {
      for (int i = (int) home.count(id, "staging"); i < STAGED_EACH; i++) {
        home.stage(id, "f" + i + ".csv", "userid,movieid,rating,timestamp\n1," + i + ",1,1\n");
      }
    }
    try (Service service = engine.serve()) {
      String where = ", " + TENANTS * STAGED_EACH + " files " + why;
      seconds("start until it serves" + where, service.startUp());
      seconds("from then until it rests" + where, service.awaitQuiet(LIMIT));
      memory(service, "after start" + where);
      cpu("CPU of an idle minute" + where, service.cpuSecondsOf(MINUTE));
      memory(service, "after a minute" + where);
      table.row("lines of log" + where, String.valueOf(service.logLines()), "lines");
    }
  }

  private void tinyFiles() throws IOException, InterruptedException {
    conf("");
    for (String id : ids) {
      home.empty(id);
    }
    Path pool = home.root().resolve("ratings.csv");
    engine.plain(
        List.of(
            "generate",
            "--category",
            "Ratings",
            "--rows",
            String.valueOf(TINY_FILES * TINY_ROWS),
            "--output",
            pool.toString()));
    List<String> lines = Files.readAllLines(pool);
    for (int file = 0; file < TINY_FILES; file++) {
      int first = 1 + file * TINY_ROWS;
      home.stage(
          ids.get(file % BUSY_TENANTS),
          "tiny" + file + ".csv",
          lines.get(0) + "\n" + String.join("\n", lines.subList(first, first + TINY_ROWS)) + "\n");
    }
    try (Service service = engine.serve()) {
      long begin = System.nanoTime();
      double before = service.cpuSeconds();
      long done = 0;
      while (done < TINY_FILES && System.nanoTime() - begin < LIMIT.toNanos()) {
        Thread.sleep(500);
        done = 0;
        for (String id : ids.subList(0, BUSY_TENANTS)) {
          done += home.count(id, "done");
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      String what = TINY_FILES + " files of 10 rows, over " + BUSY_TENANTS + " tenants";
      table.row(what, String.format(Locale.ROOT, "%.1f", done / seconds), "files/s");
      cpu(what + ", CPU of the engine", service.cpuSeconds() - before);
    }
  }

  private void seconds(String what, Duration took) throws IOException {
    cpu(what, took.toMillis() / 1000.0);
  }

  private void cpu(String what, double seconds) throws IOException {
    table.row(what, String.format(Locale.ROOT, "%.2f", seconds), "s");
  }

  private void memory(Service service, String when) throws IOException, InterruptedException {
    table.row("resident memory " + when, String.valueOf(service.residentMib()), "MiB");
    table.row("live heap " + when, String.valueOf(service.liveHeapMib()), "MiB");
  }
}
