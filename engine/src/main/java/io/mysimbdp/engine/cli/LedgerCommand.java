package io.mysimbdp.engine.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** What the commands have in common that ask the ledger about tenants, and print text or JSON. */
abstract class LedgerCommand extends TenantsCommand {

  @Mixin private final OutputOption output = new OutputOption();

  LedgerCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  /** Prints the one or the other, as the user wants it. */
  final void print(Supplier<String> text, Supplier<String> json) {
    if (output.isJson()) {
      console().out().println(json.get());
    } else {
      console().out().print(text.get());
    }
  }
}
