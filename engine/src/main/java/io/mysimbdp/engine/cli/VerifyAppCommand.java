package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.LogTap;
import io.mysimbdp.engine.rehearsal.Check;
import io.mysimbdp.engine.rehearsal.CheckReport;
import io.mysimbdp.engine.rehearsal.Rehearsal;
import io.mysimbdp.engine.rehearsal.Sample;
import io.mysimbdp.engine.rehearsal.Verdict;
import io.mysimbdp.engine.report.JsonRehearsal;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextRehearsal;
import io.mysimbdp.engine.report.TextTable;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

/** {@code engine verify-app}. */
@Command(
    name = "verify-app",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a tenant's app through what production will, and says what held and what did not: killed and"
          + " resumed, run again, broken lines, empty files, a slow and a failing Cassandra, stopped,"
          + " several batches at a time, what it leaves behind.",
      "All of that happens in a throw-away installation with a Cassandra of its own; nothing of this one"
          + " is touched. It takes about a minute."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine verify-app my.jar sample.csv",
      "  engine verify-app my.jar sample.csv --conf tenant.conf --plan free",
      "  engine verify-app my.jar sample.csv --only killed --only poison",
      "  engine verify-app --list",
      "",
      "Exit code 0: all held. 4: something did not. 7: it was stopped, or took too long."
    })
final class VerifyAppCommand implements Callable<Integer> {

  private static final long MOST_BYTES = 4L << 20;

  /** How long what is under way may take to end, and the rest to be deleted. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "JAR", description = "The tenant's JAR.")
  private @Nullable Path jar;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SAMPLE",
      description = "A file as the tenant will stage them; also .gz or .zst.")
  private @Nullable Path file;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "The tenant.conf to use. Default: the one beside the JAR, or in the project it was built in;"
              + " else that of the tenant registered for it; else it is guessed from the name of the"
              + " sample.")
  private @Nullable Path conf;

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      description = "The plan to run it on. Default: what conf/engine.conf says of the tenant.")
  private @Nullable String plan;

  @Option(
      names = "--only",
      paramLabel = "CHECK",
      description =
          "Make only this check, and the plain run before it. May be given several times. Default:"
              + " all.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "List the checks, and make none.")
  private boolean list;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Use the first N records of the sample, of at most 4 MiB. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "Begin no further check after so long, and end what runs. Default: ${DEFAULT-VALUE}.")
  private int timeLimitSeconds;

  @Mixin private final OutputOption output = new OutputOption();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  VerifyAppCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Set<String> chosen = chosen();
    if (list) {
      console.out().print(listed());
      return ExitCode.OK.number();
    }
    if (jar == null || file == null) {
      throw new ParameterException(
          spec.commandLine(), "Expected a JAR and a sample, as in engine verify-app my.jar my.csv");
    }
    if (records < 1 || timeLimitSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--records and --time-limit must be 1 or more");
    }
    StopSignal calledOff = new StopSignal();
    try (Shutdown ignored =
        Shutdown.watch(console, () -> calledOff.trip("the rehearsal was stopped"), PATIENCE)) {
      limit(calledOff);
      return rehearse(jar, file, chosen, calledOff).number();
    }
  }

  private ExitCode rehearse(Path jar, Path file, Set<String> chosen, StopSignal calledOff)
      throws InterruptedException {
    Home root = home.get();
    SandboxSpec order = RehearsalOrder.of(root, environment, jar, file, conf, plan, this::tell);
    try (RehearsalHall hall = RehearsalHall.open(root, environment, order, this::tell)) {
      Sample sample = sample(file, hall.profile().dialect());
      tell(about(sample));
      RehearsalCassandra cassandra = hall.startCassandra(this::tell);
      List<CheckReport> reports;
      try (LogTap tap = LogTap.open()) {
        reports =
            new Rehearsal(
                    new RehearsalStage(
                        hall.sandbox(),
                        cassandra,
                        hall.line(),
                        sample,
                        tap,
                        calledOff,
                        environment),
                    System::nanoTime,
                    calledOff::isTripped)
                .run(chosen, new Progress());
      }
      console
          .out()
          .print(
              output.isJson()
                  ? JsonRehearsal.render(sample, reports) + "\n"
                  : TextRehearsal.render(reports));
      console.out().flush();
      if (reports.stream().anyMatch(each -> each.finding().verdict() == Verdict.FAILED)) {
        return ExitCode.TENANT_FAILED;
      }
      return calledOff.isTripped() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private Sample sample(Path file, Dialect dialect) {
    try {
      Sample sample = Sample.of(file, dialect, records, MOST_BYTES);
      if (sample.size() == 0) {
        throw new EngineException(
            FailureCode.FILE_UNUSABLE,
            "Expected a sample with records, found none in "
                + file
                + " read as "
                + dialect.format().name().toLowerCase(Locale.ROOT)
                + (sample.malformed() == 0 ? "" : ", but " + sample.malformed() + " broken lines"));
      }
      return sample;
    } catch (UnusableFileException e) {
      throw new EngineException(FailureCode.FILE_UNUSABLE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.FILE_UNUSABLE, "File " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String about(Sample sample) {
    return "The sample: "
        + (sample.isCut() ? "the first " : "")
        + Sizes.counted(sample.size(), "record")
        + (sample.isCut() ? " of the file; --records takes more" : "")
        + (sample.malformed() == 0
            ? ""
            : ", without " + Sizes.counted(sample.malformed(), "broken line"));
  }

  private Set<String> chosen() {
    List<String> known = Rehearsal.checks().stream().map(Check::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "There is no check '" + name + "'" + DidYouMean.hint(name, known));
      }
    }
    return new LinkedHashSet<>(only);
  }

  private String listed() {
    if (output.isJson()) {
      return JsonRehearsal.list(Rehearsal.checks()) + "\n";
    }
    TextTable table = new TextTable("CHECK", "WHAT HAPPENS", "WHAT IS EXPECTED");
    Rehearsal.checks().forEach(each -> table.row(each.name(), each.about(), each.expected()));
    return table.render();
  }

  /** Calls it off when the time is over. */
  private void limit(StopSignal calledOff) {
    Thread timer =
        new Thread(
            () -> {
              try {
                if (!calledOff.await(Duration.ofSeconds(timeLimitSeconds))) {
                  tell("--time-limit = " + timeLimitSeconds + " s is over");
                  calledOff.trip("the rehearsal took too long");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "time-limit");
    timer.setDaemon(true);
    timer.start();
  }

  private void tell(String what) {
    console.err().println(what);
  }

  /** Tells which check is being made. */
  private final class Progress implements Rehearsal.Audience {

    @Override
    public void begins(Check check, int number, int of) {
      if (console.status().isOn()) {
        console.status().show(List.of(number + "/" + of + " " + check.name() + " …"));
      }
    }

    @Override
    public void ended(CheckReport report) {
      console.status().clear();
      tell(
          report.check().name()
              + ": "
              + TextRehearsal.label(report.finding().verdict())
              + ", "
              + Sizes.duration(report.took()));
    }
  }
}
