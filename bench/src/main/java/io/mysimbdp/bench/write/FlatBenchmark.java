package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether memory and throughput stay the same when a file is twenty times as large. */
public final class FlatBenchmark {

  private static final int BYTES_A_ROW = 500;
  private static final List<Long> SIZES =
      Arrays.stream(System.getProperty("bench.flat-mb", "100,2000").split(",", -1))
          .map(Long::valueOf)
          .toList();
  private static final List<String> CONTENDERS =
      List.of(System.getProperty("bench.contenders", "engine").split(",", -1));

  private final Path project;
  private final Path target;

  /** Names the source tree and the folder for what is made. */
  public FlatBenchmark(Path project, Path target) {
    this.project = project;
    this.target = target;
  }

  /** Loads each size once, after the smallest one, which only warms the server up. */
  public void run() throws IOException, InterruptedException {
    Table table = new Table(target, "flat", Turn.HEADINGS);
    try (Arena arena = Arena.open(project, target, "flat-home")) {
      int round = 0;
      for (long megabytes : SIZES) {
        int rows = Math.toIntExact(megabytes * 1_000_000 / BYTES_A_ROW);
        Work work = Work.of(Shape.REVIEWS_POPULAR, arena.data().of(Shape.REVIEWS_POPULAR, rows));
        for (Contender contender : arena.contenders(CONTENDERS)) {
          if (round == 0) {
            arena.turn(contender, work, round);
          }
          table.row(arena.turn(contender, work, ++round).cells());
        }
      }
    }
  }
}
