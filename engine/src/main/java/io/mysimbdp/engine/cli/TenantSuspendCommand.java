package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TenantControl;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engine tenant suspend}. */
@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = {
      "Suspends a tenant until \"engine tenant resume\": its files wait where they are.",
      "Holds at once for all engines of the platform. Batches that run are finished."
    },
    footerHeading = "%nExample:%n",
    footer = "  engine tenant suspend toys --reason \"unpaid bill\"")
final class TenantSuspendCommand extends TenantControlCommand {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; shown where people ask what the tenant's files wait for.")
  private @Nullable String reason;

  TenantSuspendCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode change(Ledger ledger, Installation installation, String tenant) {
    TenantControl.Suspension former = ledger.control(tenant).suspension();
    ledger.suspend(tenant, TenantControl.By.OPERATOR, reason);
    try (Notices notices = Notices.start(installation.engine(), InstantSource.system())) {
      notices.suspended(tenant, reason);
    }
    if (former != null) {
      console().out().println(tenant + " was suspended " + Suspensions.origin(former));
    }
    console()
        .out()
        .println(
            tenant
                + " is suspended: its files wait, batches that run are finished; to go on: engine"
                + " tenant resume "
                + tenant);
    return ExitCode.OK;
  }
}
