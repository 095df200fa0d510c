package io.mysimbdp.engine.cli;

import picocli.CommandLine.Option;

/** The option {@code --output}, shared by the commands that print a table. */
final class OutputOption {

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "text or json. With json, standard output holds one JSON document and nothing else."
              + " Default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.TEXT;

  boolean isJson() {
    return output == OutputFormat.JSON;
  }
}
