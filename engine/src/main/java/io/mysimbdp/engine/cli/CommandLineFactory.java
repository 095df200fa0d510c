package io.mysimbdp.engine.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** Puts the command line together. */
final class CommandLineFactory {

  private final Console console;
  private final Map<String, String> environment;

  CommandLineFactory(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  CommandLine create() {
    CommandLine line =
        new CommandLine(new EngineCommand())
            .addSubcommand(new RunCommand(console, environment))
            .addSubcommand(new StatusCommand(console, environment))
            .addSubcommand(new HistoryCommand(console, environment))
            .addSubcommand(new RejectsCommand(console, environment))
            .addSubcommand(new ReportCommand(console, environment))
            .addSubcommand(new RetryCommand(console, environment))
            .addSubcommand(new VerifyCommand(console, environment))
            .addSubcommand(new VerifyAppCommand(console, environment))
            .addSubcommand(new CheckCommand(console, environment))
            .addSubcommand(new ConfigCommand(console, environment))
            .addSubcommand(new MetricsCommand(console))
            .addSubcommand(new WhyCommand(console, environment))
            .addSubcommand(new QuotaCommand(console, environment))
            .addSubcommand(new UsageCommand(console, environment))
            .addSubcommand(new InvoiceCommand(console, environment))
            .addSubcommand(tenant())
            .addSubcommand(new TryCommand(console, environment))
            .addSubcommand(new NotifyCommand(console, environment))
            .addSubcommand(new CassandraCommand(console, environment))
            .addSubcommand(new SparkCommand(console, environment))
            .addSubcommand(new CqlCommand(console, environment))
            .addSubcommand(new GenerateCommand(console, System.out))
            .addSubcommand(new VersionCommand(console));
    line.setOut(console.out());
    line.setErr(console.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(new FailureHandler(console));
    describeExitCodes(line);
    return line;
  }

  private CommandLine tenant() {
    return new CommandLine(new TenantCommand())
        .addSubcommand(new TenantListCommand(console, environment))
        .addSubcommand(new TenantNewCommand(console, Question.at(console)))
        .addSubcommand(new TenantAddCommand(console, environment))
        .addSubcommand(new TenantRemoveCommand(console, environment))
        .addSubcommand(new TenantSuspendCommand(console, environment))
        .addSubcommand(new TenantResumeCommand(console, environment))
        .addSubcommand(new TenantLimitCommand(console, environment));
  }

  private static void describeExitCodes(CommandLine line) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(" " + code.number(), code.meaning());
    }
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    line.getCommandSpec().usageMessage().exitCodeList(codes);
  }
}
