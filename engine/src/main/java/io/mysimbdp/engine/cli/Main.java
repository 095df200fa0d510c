package io.mysimbdp.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Console console =
        new Console(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    int code = new CommandLineFactory(console, System.getenv()).create().execute(args);
    console.out().flush();
    console.err().flush();
    Shutdown.exit(code);
  }
}
