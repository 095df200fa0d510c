package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long it takes from a command until its first row is in, with a server that runs already. */
public final class StartBenchmark {

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> CONTENDERS = List.of("engine", "dsbulk", "naive");

  private final Path project;
  private final Path target;

  /** Names the source tree and the folder for what is made. */
  public StartBenchmark(Path project, Path target) {
    this.project = project;
    this.target = target;
  }

  /** Runs a first round, which is left out, and the others. */
  public void run() throws IOException, InterruptedException {
    Table table =
        new Table(
            target, "start", "contender", "s to the first row: median", "least", "most", "rounds");
    try (Arena arena = Arena.open(project, target, "start-home")) {
      Work work = Work.of(Shape.RATINGS, arena.data().of(Shape.RATINGS, 1));
      List<List<Double>> took = new ArrayList<>();
      CONTENDERS.forEach(name -> took.add(new ArrayList<>()));
      for (int round = 0; round <= ROUNDS; round++) {
        for (int i = 0; i < CONTENDERS.size(); i++) {
          double seconds = firstRow(arena, arena.contender(CONTENDERS.get(i)), work, round);
          if (round > 0) {
            took.get(i).add(seconds);
          }
        }
      }
      for (int i = 0; i < CONTENDERS.size(); i++) {
        Spread spread = Spread.of(took.get(i));
        table.row(
            CONTENDERS.get(i),
            text(spread.median()),
            text(spread.least()),
            text(spread.most()),
            String.valueOf(ROUNDS));
      }
    }
  }

  private static double firstRow(Arena arena, Contender contender, Work work, int round)
      throws IOException, InterruptedException {
    Contender.Load load = arena.ready(contender, work, round);
    ProcessBuilder program = contender.prepare(load);
    program.directory(load.folder().toFile());
    program.redirectErrorStream(true).redirectOutput(load.folder().resolve("out.txt").toFile());
    long start = System.nanoTime();
    Process process = program.start();
    try {
      while (!arena.server().hasRow(work.shape())) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw new IOException(contender.name() + " wrote nothing; see " + load.folder());
        }
        Thread.sleep(5);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(contender.name() + " did not end; see " + load.folder());
      }
      return seconds;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}
