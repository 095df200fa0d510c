package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Setting;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TenantControl;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code engine tenant resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a tenant be served again that an operator or the circuit breaker has suspended, and"
          + " forgets its failed runs.",
      "Exit code 4 when conf/engine.conf suspends it as well: that must be edited."
    },
    footerHeading = "%nExample:%n",
    footer = "  engine tenant resume toys")
final class TenantResumeCommand extends TenantControlCommand {

  TenantResumeCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode change(Ledger ledger, Installation installation, String tenant) {
    TenantControl former = ledger.control(tenant);
    ledger.resume(tenant);
    String failed =
        former.failedRuns() == 0
            ? ""
            : "; "
                + former.failedRuns()
                + (former.failedRuns() == 1 ? " failed run is" : " failed runs are")
                + " forgotten";
    console()
        .out()
        .println(
            former.suspension() == null
                ? tenant + " was not suspended in the ledger" + failed
                : tenant
                    + " is resumed; it was suspended "
                    + Suspensions.origin(former.suspension())
                    + failed);
    if (!installation.engine().suspended().contains(tenant)) {
      return ExitCode.OK;
    }
    console()
        .err()
        .println(
            tenant
                + " stays suspended, for "
                + where(installation)
                + " lists it in suspended: take it out there");
    return ExitCode.TENANT_FAILED;
  }

  private static String where(Installation installation) {
    return installation.settings().stream()
        .filter(setting -> setting.key().equals("suspended"))
        .map(Setting::where)
        .findFirst()
        .orElse("conf/engine.conf");
  }
}
