package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Bench;
import io.mysimbdp.bench.BenchHome;
import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.rows.ContentSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where contenders meet: one server, and a table that is emptied before each turn. */
final class Arena implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("bench.limit", 600));

  private final Path project;
  private final Path target;
  private final BenchHome home;
  private final Launcher engine;
  private final DataFiles data;
  private Server server;

  private Arena(
      Path project, Path target, BenchHome home, Launcher engine, DataFiles data, Server server) {
    this.project = project;
    this.target = target;
    this.home = home;
    this.engine = engine;
    this.data = data;
    this.server = server;
  }

  /** Opens one, with an installation folder of its own in {@code <target>/<name>}. */
  static Arena open(Path project, Path target, String name)
      throws IOException, InterruptedException {
    BenchHome home = new BenchHome(project, target.resolve(name));
    Launcher engine = new Launcher(project, home.root());
    engine.build();
    home.jar(target.resolve("bench-app.jar"));
    home.conf(List.of());
    DataFiles data = new DataFiles(Files.createDirectories(target.resolve("data")), engine);
    return new Arena(project, target, home, engine, data, Server.start(engine, home));
  }

  DataFiles data() {
    return data;
  }

  Server server() {
    return server;
  }

  /** Starts the server anew, so that the next turn finds it as cold as each of its peers does. */
  void coolDown() throws IOException, InterruptedException {
    server.close();
    server = Server.start(engine, home);
  }

  List<Contender> contenders(List<String> names) {
    return names.stream().map(this::contender).toList();
  }

  /** Returns one that loads into the server that runs now. */
  Contender contender(String name) {
    Path dsbulk = project.resolve("bench/dsbulk/target/lib");
    Path serverJars = project.resolve("engine/cassandra/target/lib");
    return switch (name) {
      case "engine" -> new EngineContender(name, home, engine, "cql");
      case "engine-bulk" -> new EngineContender(name, home, engine, "bulk");
      case "engine-auto" -> new EngineContender(name, home, engine, "auto");
      case "dsbulk" -> new DsbulkContender(name, dsbulk, server, List.of());
      case "dsbulk-tuned" -> new DsbulkContender(name, dsbulk, server, DsbulkContender.TUNING);
      case "loop" -> Programs.loop(name, target, project.resolve("engine/target"), server);
      case "sstable" -> Programs.sstable(name, target, serverJars, server);
      default -> Programs.driver(name, target, server);
    };
  }

  /** Returns a call that is ready to be made: the table is empty, and the server at rest. */
  Contender.Load ready(Contender contender, Work work, int round)
      throws IOException, InterruptedException {
    String id = work.shape().table() + "_" + contender.name().replace('-', '_') + "_" + round;
    Path folder = Files.createDirectories(home.root().resolve("turns").resolve(id));
    server.empty(work.shape());
    return new Contender.Load(work, folder, id);
  }

  /** Has a contender load something, and looks at what has become of it. */
  Turn turn(Contender contender, Work work, int round) throws IOException, InterruptedException {
    Contender.Load load = ready(contender, work, round);
    ProcessBuilder program = contender.prepare(load);
    server.usage().resetPeak();
    double serverCpu = server.usage().cpuSeconds();
    MeteredProcess process = MeteredProcess.run(program, load.folder(), LIMIT);
    serverCpu = server.usage().cpuSeconds() - serverCpu;
    long serverPeak = server.usage().peakMib();
    contender.tidy(load);
    String failure = failure(process, work);
    long rows = work.content().count();
    double loading = Double.NaN;
    if (failure.isEmpty()) {
      try {
        loading = contender.loadingSeconds(process.out(), process.err(), rows);
      } catch (IOException e) {
        failure = "its rate is unknown: " + e.getMessage();
      }
    }
    if (!failure.isEmpty()) {
      Bench.say("FAILED: " + contender.name() + ": " + failure + "; see " + load.folder());
    }
    return new Turn(
        work.shape(),
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
  private String failure(MeteredProcess process, Work work) {
    if (process.exitCode() < 0) {
      return "did not end within " + LIMIT.toSeconds() + " s";
    }
    if (process.exitCode() != 0) {
      return "ended with the code " + process.exitCode();
    }
    ContentSum written = server.content(work.shape());
    return written.matches(work.content())
        ? ""
        : "WRONG CONTENT: " + written + " instead of " + work.content();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
