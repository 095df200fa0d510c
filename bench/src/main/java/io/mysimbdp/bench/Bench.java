package io.mysimbdp.bench;

import io.mysimbdp.bench.write.FlatBenchmark;
import io.mysimbdp.bench.write.StartBenchmark;
import io.mysimbdp.bench.write.TinyBenchmark;
import io.mysimbdp.bench.write.WriteBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The command line: one word says which benchmark. */
public final class Bench {

  private Bench() {}

  /** Runs the benchmark that the argument names. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String which = args.length == 1 ? args[0] : "";
    Path project = project();
    Path target = Files.createDirectories(project.resolve("bench/target"));
    switch (which) {
      case "noisy-neighbour" -> new NoisyNeighbour(project, target).run();
      case "write" -> new WriteBenchmark(project, target).run();
      case "start" -> new StartBenchmark(project, target).run();
      case "tiny" -> new TinyBenchmark(project, target).run();
      case "flat" -> new FlatBenchmark(project, target).run();
      case "hand-out" -> new HandOut(project, target).run();
      case "scale" -> new Scale(project, target).run();
      default -> {
        System.err.println(
            "usage: java -jar bench/target/bench.jar noisy-neighbour|scale|write|start|tiny|flat"
                + "|hand-out");
        System.exit(2);
      }
    }
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("engine/bin/engine"))) {
      folder =
          Objects.requireNonNull(folder.getParent(), "to be called in the source tree: no engine");
    }
    return folder;
  }

  /** Says on standard output how far a benchmark has come. */
  public static void say(String text) {
    System.out.println(text);
  }
}
