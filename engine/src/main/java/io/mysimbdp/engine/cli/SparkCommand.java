package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.spark.ClusterSize;
import io.mysimbdp.engine.spark.ClusterStatus;
import io.mysimbdp.engine.spark.StandaloneCluster;
import io.mysimbdp.engine.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine spark start|stop|status}. */
@Command(
    name = "spark",
    mixinStandardHelpOptions = true,
    description = {
      "A small Spark cluster on this machine, for trials: a master and workers, each a process.",
      "They listen on 127.0.0.1 only. Whoever may log in to this machine can have them run code:"
          + " none for production."
    },
    synopsisSubcommandLabel = "(start | stop | status)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine spark start",
      "  engine spark start --workers 3 --cores 2 --memory 2g",
      "  engine run --workers spark://127.0.0.1:7077",
      "  engine spark status --output json",
      "  engine spark stop"
    })
final class SparkCommand implements Runnable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Console console;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  SparkCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected start, stop or status");
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Starts master and workers and leaves them running. Of a cluster that is there already,"
            + " starts what is missing; it keeps the size it was started with.",
        "Logs are in .mysimbdp/spark/cluster/logs of the installation folder."
      })
  int start(
      @Mixin HomeOption home,
      @Option(
              names = "--workers",
              paramLabel = "N",
              defaultValue = "2",
              description = "How many workers, 1 to 64. Default: ${DEFAULT-VALUE}.")
          int workers,
      @Option(
              names = "--cores",
              paramLabel = "N",
              defaultValue = "1",
              description =
                  "How many runs each worker executes at a time. Default: ${DEFAULT-VALUE}.")
          int cores,
      @Option(
              names = "--memory",
              paramLabel = "SIZE",
              defaultValue = "1g",
              converter = MemoryConverter.class,
              description =
                  "The memory of each worker's executors, such as 512m or 2g. Default:"
                      + " ${DEFAULT-VALUE}.")
          int memory,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "7077",
              description =
                  "The port that the master listens on; 0: any that is free. Default:"
                      + " ${DEFAULT-VALUE}.")
          int port) {
    ClusterSize size = size(workers, cores, memory, port);
    Home root = home.get();
    Path spark =
        Workers.sparkHome(root, Installation.load(root.root(), environment).engine().workers());
    StandaloneCluster cluster = cluster(root, spark);
    boolean before = cluster.status().filter(ClusterStatus::isWhole).isPresent();
    ClusterStatus status = cluster.start(size, message -> console.err().println(message));
    console
        .out()
        .println(
            (before ? "Spark was running on " : "Spark runs on ") + SparkText.sentence(status));
    console.out().println("Next: engine run --workers " + status.url());
    return ExitCode.OK.number();
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description =
          "Stops workers and master, and what they execute; what a run has left is taken up by the"
              + " next one.")
  int stop(@Mixin HomeOption home) {
    boolean stopped = cluster(home.get()).stop(message -> console.err().println(message));
    console.out().println(stopped ? "Spark is stopped" : "Spark was not running");
    return ExitCode.OK.number();
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Tells whether master and workers run, and where; exit code 8 when one is missing.")
  int status(@Mixin HomeOption home, @Mixin OutputOption output) {
    Optional<ClusterStatus> status = cluster(home.get()).status();
    if (output.isJson()) {
      console.out().println(SparkText.json(status));
    } else {
      console.out().println(status.map(SparkText::standing).orElse("Spark is not running"));
    }
    return (status.filter(ClusterStatus::isWhole).isPresent() ? ExitCode.OK : ExitCode.NOT_RUNNING)
        .number();
  }

  private ClusterSize size(int workers, int cores, int memory, int port) {
    try {
      return new ClusterSize(workers, cores, memory, port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.subcommands().getOrDefault("start", spec.commandLine()),
          String.valueOf(e.getMessage()),
          e);
    }
  }

  /** Returns the cluster of a folder, for all but a start: with a broken configuration as well. */
  private static StandaloneCluster cluster(Home home) {
    return cluster(home, home.root());
  }

  private static StandaloneCluster cluster(Home home, Path spark) {
    return new StandaloneCluster(
        spark, home.sparkCluster(), START_TIMEOUT, System::nanoTime, Pause.SLEEP);
  }
}
