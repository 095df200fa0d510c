package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Bench;
import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The engine and its peers load the same rows into the same table of the same server, by turns.
 * What they have written is compared with the file each time.
 */
public final class WriteBenchmark {

  private static final List<String> CONTENDERS =
      List.of(
          "engine",
          "engine-bulk",
          "engine-auto",
          "dsbulk",
          "dsbulk-tuned",
          "loop",
          "naive",
          "single",
          "sstable");
  private static final double SCALE =
      Double.parseDouble(System.getProperty("bench.write-scale", "1"));
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  private final Path project;
  private final Path target;
  private final List<Shape> shapes =
      wanted("bench.shapes", Arrays.stream(Shape.values()).map(Shape::label).toList()).stream()
          .map(Shape::labelled)
          .toList();
  private final List<String> names = wanted("bench.contenders", CONTENDERS);

  /** Names the source tree and the folder for what is made. */
  public WriteBenchmark(Path project, Path target) {
    this.project = project;
    this.target = target;
  }

  private static List<String> wanted(String property, List<String> all) {
    List<String> names =
        List.of(System.getProperty(property, String.join(",", all)).split(",", -1));
    for (String name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(property + " has " + name + "; there are " + all);
      }
    }
    return names;
  }

  /** Runs a cold round and the warm ones; the tables are complete when it ends. */
  public void run() throws IOException, InterruptedException {
    Figures figures = new Figures();
    Table turns = new Table(target, "write-turns", Turn.HEADINGS);
    String tables = "";
    try (Arena arena = Arena.open(project, target, "write-home")) {
      List<Work> works = new ArrayList<>();
      for (Shape shape : shapes) {
        int rows = (int) Math.max(1, Math.round(shape.fullRows() * SCALE));
        works.add(Work.of(shape, arena.data().of(shape, rows)));
      }
      List<String> order = new ArrayList<>(names);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Work work : works) {
          for (String name : order) {
            if (round == 0) {
              arena.coolDown();
            }
            Turn turn = arena.turn(arena.contender(name), work, round);
            figures.add(turn);
            turns.row(turn.cells());
          }
        }
        // So that none comes first all the time.
        Collections.rotate(order, 1);
        tables = new Report(figures, shapes, names).write(target);
      }
    }
    Bench.say("\n" + tables + "\nThe chart is in " + target.resolve("write.svg"));
  }
}
