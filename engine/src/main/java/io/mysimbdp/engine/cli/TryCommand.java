package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.RateText;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.report.JsonTried;
import io.mysimbdp.engine.report.TextTried;
import io.mysimbdp.engine.report.Tried;
import io.mysimbdp.engine.sandbox.SandboxServer;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine try}. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a tenant's JAR on sample files, as a run would, with the limits of a plan, and shows the"
          + " first rows as they were written, what was rejected, and what the whole file would come to.",
      "The tenant need not be registered. The samples are copied; tables and ledger are in keyspaces of"
          + " the installation's Cassandra that are dropped again, also after Ctrl-C. What a try that was"
          + " killed has left is removed by the next one.",
      "The profile is that of --conf; else tenant.conf beside the JAR, or in the project it was built"
          + " in; else that of the tenant registered for it; else it is guessed from the name of the first"
          + " sample."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine try target/toys.jar sample.csv",
      "  engine try toys.jar sample.csv --conf tenant.conf --plan free --full-size \"3 GiB\"",
      "  engine try toys.jar a.tsv.gz b.tsv.gz --full toys.tsv.gz --output json",
      "  engine try toys.jar sample.csv --keep     # and engine try --clean, later"
    })
final class TryCommand implements Callable<Integer> {

  /** How long it may take to drop what was made. */
  private static final Duration CLEANING = Duration.ofMinutes(1);

  private static final int USUAL_COLUMNS = 120;
  private static final int MOST_ROWS = 1000;

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "JAR",
      description = "The tenant's JAR; it lies anywhere.")
  private @Nullable Path jar;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Samples of what it is to ingest.")
  private List<Path> samples = List.of();

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "The tenant.conf to use. Default: the nearest one, see above.")
  private @Nullable Path conf;

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      description =
          "The plan it would be on. Default: that of the tenant registered for the JAR, else"
              + " default-plan of conf/engine.conf.")
  private @Nullable String plan;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Show N rows of each table, 0 to 1000. Default: ${DEFAULT-VALUE}.")
  private int rows = 10;

  @Option(
      names = "--full-size",
      paramLabel = "SIZE",
      description =
          "Estimate what a file of this size would come to, for example \"3 GiB\"; compressed as the"
              + " samples are.")
  private @Nullable String fullSize;

  @Option(
      names = "--full",
      paramLabel = "FILE",
      description = "Estimate what this file would come to, of which only the size is taken.")
  private @Nullable Path full;

  @Option(
      names = "--keep",
      description = "Let the keyspace stay, and say where it is, until \"engine try --clean\".")
  private boolean keep;

  @Option(
      names = "--clean",
      description = "Try nothing: remove what --keep has kept, and what killed tries have left.")
  private boolean clean;

  @Mixin private final OutputOption output = new OutputOption();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TryCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    if (clean) {
      return clean(root, installation);
    }
    TryRequest request = request(root);
    StopSignal stop = new StopSignal();
    Tried tried;
    try (Shutdown ignored =
        Shutdown.watch(
            console,
            () -> stop.trip("the engine was stopped"),
            installation.engine().stopTimeout().plus(EngineRun.STOP_MARGIN).plus(CLEANING))) {
      tried = new TryRun(root, installation, environment, console, stop).run(request);
      console
          .out()
          .print(
              output.isJson() ? JsonTried.render(tried) + "\n" : TextTried.render(tried, width()));
      console.out().flush();
    }
    return RunCommand.exitCode(tried.summary(), stop).number();
  }

  private int clean(Home root, Installation installation) throws InterruptedException {
    if (jar != null) {
      throw wrong("--clean goes without a JAR");
    }
    try (CassandraAccess access =
        CassandraAccess.open(
            installation.engine().cassandra(), root, message -> console.err().println(message))) {
      SandboxServer server = SandboxPlace.reached(installation.engine().cassandra(), access);
      List<String> removed =
          SandboxPlace.of(root).removeKept(server, keyspaces -> keyspaces.drop(access.session()));
      removed.forEach(name -> console.out().println("Removed " + name));
      if (removed.isEmpty()) {
        console.out().println("Nothing to remove.");
      }
    }
    return ExitCode.OK.number();
  }

  private TryRequest request(Home root) {
    if (jar == null || samples.isEmpty()) {
      throw wrong(
          jar == null
              ? "Try what? Expected a JAR and at least one file"
              : "Try " + jar + " on what? Expected at least one file with records behind the JAR");
    }
    if (rows < 0 || rows > MOST_ROWS) {
      throw wrong("--rows: expected 0 to " + MOST_ROWS + ", got " + rows);
    }
    if (plan != null) {
      List<String> plans = SandboxConf.read(root.root(), environment).plans();
      if (!plans.contains(plan)) {
        throw wrong(
            "--plan: '" + plan + "' is no plan of conf/engine.conf" + DidYouMean.hint(plan, plans));
      }
    }
    checkFiles();
    return new TryRequest(jar, samples, conf, plan, rows, fullBytes(), keep);
  }

  /** All of them at once, before anything is started. */
  private void checkFiles() {
    List<String> problems = new ArrayList<>();
    if (conf != null && !Files.isRegularFile(conf)) {
      problems.add("--conf: expected a file, found none at " + conf);
    }
    Set<String> names = new HashSet<>();
    for (Path sample : samples) {
      if (Files.isDirectory(sample)) {
        problems.add("Expected a file with records, got a folder: " + sample);
      } else if (!Files.isRegularFile(sample)) {
        problems.add("Expected a file with records, found none at " + sample);
      } else if (String.valueOf(sample.getFileName()).startsWith(".")) {
        problems.add("Expected a file that a run looks at, got one with a dot in front: " + sample);
      } else if (!names.add(String.valueOf(sample.getFileName()))) {
        problems.add("Expected files of different names, got two called " + sample.getFileName());
      }
    }
    if (!problems.isEmpty()) {
      throw wrong(String.join("\n", problems));
    }
  }

  private @Nullable Long fullBytes() {
    if (full != null && fullSize != null) {
      throw wrong("Expected --full or --full-size, got both");
    }
    if (fullSize != null) {
      try {
        return Long.valueOf(RateText.size(fullSize));
      } catch (IllegalArgumentException e) {
        throw wrong("--full-size: " + e.getMessage());
      }
    }
    return full == null ? null : Long.valueOf(size(full));
  }

  private long size(Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrong("--full: expected a file, found none at " + file);
    }
    String compression = compression(file);
    for (Path sample : samples) {
      if (!compression(sample).equals(compression)) {
        throw wrong(
            "--full: expected a file compressed as "
                + sample
                + " is, for only its size is taken, got "
                + file
                + "; compress the sample alike");
      }
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw wrong("--full: expected a file with something in it, got " + file);
      }
      return size;
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot read " + file + ": " + e, e);
    }
  }

  private static String compression(Path file) {
    return new FileFacts(String.valueOf(file.getFileName()), 0).compression();
  }

  /** Returns how long lines of tables may be. */
  private int width() {
    if (console.status().isOn()) {
      return console.status().columns();
    }
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
