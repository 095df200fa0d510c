package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that ask the ledger about tenants, however they print it. */
abstract class TenantsCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final HomeOption home = new HomeOption();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "Only this tenant. May be given several times. Default: all registered.")
  private List<String> tenants = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TenantsCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public final Integer call() throws InterruptedException {
    checkUsage();
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    Set<String> chosen = choose(tenants, installation);
    try (LedgerSession open =
        LedgerSession.open(
            root, installation, EngineIdentity.of(root).engineId(), clock, console)) {
      return answer(new LedgerAccess(open.ledger(), open.access(), installation, chosen)).number();
    }
  }

  /**
   * Looks at the command line before anything else is done.
   *
   * @throws picocli.CommandLine.ParameterException when its words do not go together
   */
  void checkUsage() {}

  /**
   * Returns the tenants to ask about.
   *
   * @param named those on the command line; empty: all registered
   * @throws picocli.CommandLine.ParameterException when one cannot be asked about
   */
  Set<String> choose(List<String> named, Installation installation) {
    return TenantChoice.of(named, installation, spec);
  }

  /** Looks, and prints what it has found. */
  abstract ExitCode answer(LedgerAccess access) throws InterruptedException;

  final Console console() {
    return console;
  }

  final InstantSource clock() {
    return clock;
  }

  final CommandSpec spec() {
    return spec;
  }

  final Home root() {
    return home.get();
  }

  /** Tells whether tenants are named on the command line. */
  final boolean namesTenants() {
    return !tenants.isEmpty();
  }
}
