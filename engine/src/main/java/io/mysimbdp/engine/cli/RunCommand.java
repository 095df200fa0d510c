package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.WorkersConfig;
import io.mysimbdp.engine.report.JsonSummary;
import io.mysimbdp.engine.report.JsonTallies;
import io.mysimbdp.engine.report.Summary;
import io.mysimbdp.engine.report.TextSummary;
import io.mysimbdp.engine.report.TextTallies;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.verify.SampleSize;
import io.mysimbdp.engine.worker.StopSignal;
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
import picocli.CommandLine.Spec;

/** {@code engine run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Ingests what is staged, once, and prints a summary; with --watch as it comes, until it is"
          + " stopped.",
      "Uses the Cassandra of conf/engine.conf. Without one it uses the embedded Cassandra, which it"
          + " starts and stops unless \"engine cassandra start\" has started it before."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine run",
      "  engine run --tenant gift_card --tenant toys",
      "  engine run --verify --tenant toys",
      "  engine run --watch",
      "  engine run --workers spark://127.0.0.1:7077",
      "  engine run --home /srv/mysimbdp --output json > summary.json"
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "Serve only this tenant. May be given several times. Default: all registered.")
  private List<String> tenants = List.of();

  @Option(
      names = "--verify",
      paramLabel = "N|all",
      arity = "0..1",
      fallbackValue = "1000",
      converter = SampleConverter.class,
      description =
          "Read back about N rows, or all, of each file that was ingested, and compare. Default:"
              + " nothing; without a number: ${FALLBACK-VALUE}.")
  private @Nullable SampleSize verify;

  @Option(
      names = "--watch",
      description = {
        "Go on as a service: take files as they come, and follow changes of JARs, tenants and"
            + " configuration without a restart. A console for the browser comes with it; the log says"
            + " where. SIGTERM or Ctrl-C ends it: what runs may go on for"
            + " watch.drain, then it is set back, to be resumed by the next run; the exit code is 0"
            + " when nothing had to be."
      })
  private boolean watch;

  @Option(
      names = "--workers",
      paramLabel = "local|MASTER",
      description = {
        "Where batches are run: local, or the executors of a Spark cluster, by its master:"
            + " spark://host:port, yarn, k8s://…, or local-cluster[workers,cores,MiB] for a trial."
            + " Default: \"workers\" of conf/engine.conf."
      })
  private @Nullable String workers;

  @Mixin private final OutputOption output = new OutputOption();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RunCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = elsewhere(Installation.load(root.root(), environment));
    Set<String> only = TenantChoice.of(tenants, installation, spec);
    if (watch) {
      return serve(root, installation);
    }
    StopSignal stop = new StopSignal();
    Summary summary;
    try (Shutdown ignored =
        Shutdown.watch(
            console,
            () -> stop.trip("the engine was stopped"),
            installation.engine().stopTimeout().plus(EngineRun.STOP_MARGIN))) {
      summary = new EngineRun(root, installation, only, verify, stop, console.status()).run();
      console
          .out()
          .print(
              output.isJson() ? JsonSummary.render(summary) + "\n" : TextSummary.render(summary));
      console.out().flush();
    }
    return exitCode(summary, stop).number();
  }

  private Installation elsewhere(Installation installation) {
    if (workers == null) {
      return installation;
    }
    if (!WorkersConfig.isValid(workers)) {
      throw new ParameterException(
          spec.commandLine(),
          "--workers: expected " + WorkersConfig.EXPECTED + ", got \"" + workers + "\"");
    }
    return installation.with(installation.engine().workers().at(workers));
  }

  private int serve(Home root, Installation installation) throws InterruptedException {
    if (verify != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--verify does not go with --watch: verify with \"engine verify\" what a run has done");
    }
    EngineService service =
        new EngineService(root, environment, Set.copyOf(tenants), console.status());
    EngineConfig config = installation.engine();
    try (Shutdown ignored =
        Shutdown.watch(
            console,
            service::stop,
            config.watch().drain().plus(config.stopTimeout()).plus(EngineRun.STOP_MARGIN),
            () -> service.isCancelled() ? ExitCode.INTERRUPTED : ExitCode.OK)) {
      List<ServiceTally> tallies = service.run(installation);
      console
          .out()
          .print(
              output.isJson() ? JsonTallies.render(tallies) + "\n" : TextTallies.render(tallies));
      console.out().flush();
    }
    return (service.isCancelled() ? ExitCode.INTERRUPTED : ExitCode.OK).number();
  }

  static ExitCode exitCode(Summary summary, StopSignal stop) {
    if (stop.isTripped()) {
      return ExitCode.INTERRUPTED;
    }
    if (VerifyCommand.exitCode(summary.verified()) != ExitCode.OK) {
      return ExitCode.NOT_VERIFIED;
    }
    return switch (summary.state()) {
      case NOTHING_TO_DO, DONE, WAITING -> ExitCode.OK;
      case DONE_WITH_REJECTS -> ExitCode.REJECTS;
      case FAILED -> ExitCode.TENANT_FAILED;
    };
  }
}
