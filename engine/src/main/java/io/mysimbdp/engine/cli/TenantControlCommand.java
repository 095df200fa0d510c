package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.Ledger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands have in common that say something about one tenant in the ledger. */
abstract class TenantControlCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(paramLabel = "ID", description = "The tenant.")
  private String tenant = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TenantControlCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public final Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    TenantChoice.of(List.of(tenant), installation, spec);
    check();
    try (LedgerSession open =
        LedgerSession.open(
            root,
            installation,
            EngineIdentity.of(root).engineId(),
            InstantSource.system(),
            console)) {
      return change(open.ledger(), installation, tenant).number();
    }
  }

  /** Checks the options, before Cassandra is asked. */
  void check() {}

  /** Says it, and prints what holds now. */
  abstract ExitCode change(Ledger ledger, Installation installation, String tenant);

  final Console console() {
    return console;
  }

  final CommandSpec spec() {
    return spec;
  }
}
