package io.mysimbdp.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine tenant}. */
@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = {
      "Makes projects for the apps of new tenants, registers tenants and takes them out again,"
          + " suspends and resumes them, limits their rates.",
      "add and remove edit conf/engine.conf; suspend, resume and limit write into the ledger, and"
          + " so reach all engines of the platform within seconds."
    },
    synopsisSubcommandLabel = "(list | new | add | remove | suspend | resume | limit)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine tenant list",
      "  engine tenant new toys --from toys.csv",
      "  engine tenant add toys --plan free --jar toys-1.0.0.jar",
      "  engine tenant suspend toys --reason \"unpaid bill\"",
      "  engine tenant limit toys --rows-per-second 500 --bytes-per-second \"1 MiB\""
    })
final class TenantCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  TenantCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected list, new, add, remove, suspend, resume or limit");
  }
}
