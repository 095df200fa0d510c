package io.mysimbdp.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What commands say that run in this process. */
final class SaidHere {

  private SaidHere() {}

  /** Runs a command, and returns all that it prints. */
  static String by(Path home, Map<String, String> environment, String... command) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--home", home.toString()));
    new CommandLineFactory(new Console(writer, writer), environment)
        .create()
        .execute(arguments.toArray(String[]::new));
    return said.toString();
  }
}
