package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that ask the ledger about tenants. */
abstract class LedgerCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "Only this tenant. May be given several times. Default: all registered.")
  private List<String> tenants = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  LedgerCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public final Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    Set<String> chosen = TenantChoice.of(tenants, installation, spec);
    try (LedgerSession open =
        LedgerSession.open(
            root, installation, EngineIdentity.of(root).engineId(), clock, console)) {
      return answer(new LedgerAccess(open.ledger(), open.access(), installation, chosen)).number();
    }
  }

  /** Looks, and prints what it has found. */
  abstract ExitCode answer(LedgerAccess access) throws InterruptedException;

  final Console console() {
    return console;
  }

  final InstantSource clock() {
    return clock;
  }

  /** Prints the one or the other, as the user wants it. */
  final void print(Supplier<String> text, Supplier<String> json) {
    if (output.isJson()) {
      console.out().println(json.get());
    } else {
      console.out().print(text.get());
    }
  }

  final CommandSpec spec() {
    return spec;
  }

  final Home root() {
    return home.get();
  }
}
