package io.mysimbdp.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine}: the root of the command line. */
@Command(
    name = "engine",
    description = "Ingests the staged files of many tenants into Cassandra, each with its own app.",
    subcommands = {HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine run                            ingest what is staged, then stop",
      "  engine run --tenant toys --output json",
      "  engine cassandra start                keep Cassandra running between runs",
      "  engine spark start                    a small Spark cluster on this machine, for trials",
      "  engine generate --category Toys --rows 1000 --output tenants/toys/staging/toys.csv",
      "  engine help run                       more on one command"
    })
final class EngineCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  EngineCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }
}
