package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Bench;
import io.mysimbdp.bench.BenchHome;
import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.ContentSum;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The engine and its peers load the same rows into the same table of the same server, by turns.
 * What they have written is compared with the file each time.
 */
public final class WriteBenchmark {

  private static final List<String> CONTENDERS =
      List.of("engine", "dsbulk", "dsbulk-tuned", "naive", "single", "sstable");
  private static final double SCALE =
      Double.parseDouble(System.getProperty("bench.write-scale", "1"));
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("bench.limit", 600));

  private final Path project;
  private final Path target;
  private final List<Shape> shapes =
      wanted("bench.shapes", Arrays.stream(Shape.values()).map(Shape::label).toList()).stream()
          .map(Shape::labelled)
          .toList();
  private final List<String> names = wanted("bench.contenders", CONTENDERS);
  private final BenchHome home;
  private final Launcher engine;
  private final Map<Shape, Path> files = new EnumMap<>(Shape.class);
  private final Map<Shape, ContentSum> contents = new EnumMap<>(Shape.class);
  private final Figures figures = new Figures();
  private final Table turns;
  private final Path folders;

  /** Prepares an installation folder of its own. */
  public WriteBenchmark(Path project, Path target) throws IOException {
    this.project = project;
    this.target = target;
    this.home = new BenchHome(project, target.resolve("write-home"));
    this.engine = new Launcher(project, home.root());
    this.folders = Files.createDirectories(home.root().resolve("turns"));
    this.turns =
        new Table(
            target,
            "write-turns",
            "shape",
            "contender",
            "round",
            "rows",
            "loading s",
            "whole s",
            "CPU s loader",
            "CPU s server",
            "peak MiB loader",
            "peak MiB server",
            "content");
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

  /** Runs all rounds; the tables are complete when it ends. */
  public void run() throws IOException, InterruptedException {
    engine.build();
    home.jar(target.resolve("bench-app.jar"));
    home.conf(List.of());
    DataFiles data = new DataFiles(Files.createDirectories(target.resolve("data")), engine, SCALE);
    for (Shape shape : shapes) {
      files.put(shape, data.of(shape));
      contents.put(shape, ContentSum.of(data.of(shape), shape));
      Bench.say(shape.label() + ": " + contents.get(shape));
    }
    try (Server server = Server.start(engine, home)) {
      List<Contender> contenders = contenders(server);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Shape shape : shapes) {
          for (Contender contender : contenders) {
            Turn turn = turn(contender, shape, round, server);
            figures.add(turn);
            turns.row(turn.cells());
          }
        }
        // Nobody comes first, or after the same one, all the time.
        Collections.rotate(contenders, 1);
      }
    }
    new Report(figures, shapes, names).write(target);
  }

  private List<Contender> contenders(Server server) {
    Path dsbulk = project.resolve("bench/dsbulk/target/lib");
    Path serverJars = project.resolve("engine/cassandra/target/lib");
    return names.stream()
        .map(
            name ->
                switch (name) {
                  case "engine" -> new EngineContender(home, engine);
                  case "dsbulk" -> new DsbulkContender(name, dsbulk, server, List.of());
                  case "dsbulk-tuned" ->
                      new DsbulkContender(name, dsbulk, server, DsbulkContender.TUNING);
                  case "sstable" -> Programs.sstable(name, target, serverJars, server);
                  default -> Programs.driver(name, target, server);
                })
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Turn turn(Contender contender, Shape shape, int round, Server server)
      throws IOException, InterruptedException {
    String id = shape.table() + "_" + contender.name().replace('-', '_') + "_" + round;
    Path folder = Files.createDirectories(folders.resolve(id));
    Path file = expected(files, shape);
    long rows = expected(contents, shape).count();
    server.empty(shape);
    Contender.Load load = new Contender.Load(shape, file, folder, id);
    ProcessBuilder program = contender.prepare(load);
    server.usage().resetPeak();
    double serverCpu = server.usage().cpuSeconds();
    MeteredProcess process = MeteredProcess.run(program, folder, LIMIT);
    serverCpu = server.usage().cpuSeconds() - serverCpu;
    long serverPeak = server.usage().peakMib();
    contender.tidy(load);
    String failure = failure(process, shape, server);
    double loading = Double.NaN;
    if (failure.isEmpty()) {
      try {
        loading = contender.loadingSeconds(process.out(), process.err(), rows);
      } catch (IOException e) {
        failure = "its rate is unknown: " + e.getMessage();
      }
    }
    if (!failure.isEmpty()) {
      Bench.say("FAILED: " + contender.name() + ": " + failure + "; see " + folder);
    }
    return new Turn(
        shape,
        contender.name(),
        round,
        rows,
        failure,
        loading,
        process.seconds(),
        process.cpuSeconds(),
        serverCpu,
        process.peakMib(),
        serverPeak);
  }

  /** Returns why a turn does not count; empty when it does. */
  private String failure(MeteredProcess process, Shape shape, Server server) {
    if (process.exitCode() < 0) {
      return "did not end within " + LIMIT.toSeconds() + " s";
    }
    if (process.exitCode() != 0) {
      return "ended with the code " + process.exitCode();
    }
    ContentSum written = server.content(shape);
    return written.matches(expected(contents, shape))
        ? ""
        : "WRONG CONTENT: " + written + " instead of " + contents.get(shape);
  }

  private static <T> T expected(Map<Shape, T> map, Shape shape) {
    T value = map.get(shape);
    if (value == null) {
      throw new IllegalStateException("nothing for " + shape);
    }
    return value;
  }
}
