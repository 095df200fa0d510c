package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a file costs that has hardly any content: many of them, of one tenant. */
public final class TinyBenchmark {

  private static final int FILES = Integer.getInteger("bench.tiny-files", 1000);
  private static final int ROWS = 10;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final List<String> CONTENDERS =
      List.of(System.getProperty("bench.contenders", "engine,dsbulk").split(",", -1));

  private final Path project;
  private final Path target;

  /** Names the source tree and the folder for what is made. */
  public TinyBenchmark(Path project, Path target) {
    this.project = project;
    this.target = target;
  }

  /** Runs a cold round and the warm ones. */
  public void run() throws IOException, InterruptedException {
    Table table =
        new Table(
            target,
            "tiny",
            "contender",
            "round",
            "files",
            "ms a file, loading",
            "ms a file, whole process",
            "CPU ms a file, loader",
            "CPU ms a file, server",
            "content");
    try (Arena arena = Arena.open(project, target, "tiny-home")) {
      Work work = Work.of(Shape.RATINGS, cut(arena.data().of(Shape.RATINGS, FILES * ROWS)));
      List<Contender> contenders = arena.contenders(CONTENDERS);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Contender contender : contenders) {
          Turn turn = arena.turn(contender, work, round);
          table.row(
              turn.contender(),
              round == 0 ? "cold" : String.valueOf(round),
              String.valueOf(FILES),
              each(turn.loadingSeconds()),
              each(turn.wholeSeconds()),
              each(turn.loaderCpu()),
              each(turn.serverCpu()),
              turn.isFailed() ? turn.failure() : "right");
        }
      }
    }
  }

  /** Cuts a file into small ones, each with the header line. */
  private static Path cut(Path file) throws IOException {
    Path folder = file.resolveSibling("tiny-" + FILES);
    if (!Files.isDirectory(folder)) {
      Path part = Files.createDirectories(file.resolveSibling(".tiny-" + FILES + ".part"));
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < FILES; i++) {
        int first = 1 + i * ROWS;
        String content = String.join("\n", lines.subList(first, first + ROWS));
        Files.writeString(
            part.resolve(String.format(Locale.ROOT, "tiny%06d.tsv", i)),
            lines.get(0) + "\n" + content + "\n");
      }
      Files.move(part, folder);
    }
    return folder;
  }

  private static String each(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds * 1000 / FILES);
  }
}
