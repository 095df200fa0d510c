package io.mysimbdp.engine.cli;

import picocli.CommandLine.Command;

/** {@code engine version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the versions of the engine, of the tenant API and of Java.")
final class VersionCommand implements Runnable {

  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println("engine     " + Versions.engine());
    console.out().println("tenant API " + Versions.TENANT_API);
    console.out().println("java       " + Runtime.version());
  }
}
