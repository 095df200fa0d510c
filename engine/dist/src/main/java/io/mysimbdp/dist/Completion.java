package io.mysimbdp.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion of the command line for bash, and for zsh by way of it. */
final class Completion {

  private static final String NAME = "engine";

  /** A function of {@code completion.bash}; the script has the shell evaluate it. */
  private static final String TENANTS = "$(_mysimbdp_tenants)";

  /** Commands of {@code engine tenant} that take the id of one that is not there yet. */
  private static final Set<String> NEW_TENANT = Set.of("add", "new");

  private Completion() {}

  /**
   * Writes the scripts where shells look for them.
   *
   * @param line may be changed
   * @param share the folder {@code share} of an installation
   */
  static void write(CommandLine line, Path share) throws IOException {
    complete(line);
    Path bash = Files.createDirectories(share.resolve("bash-completion/completions"));
    // A candidate is one quoted word to picocli; the function's answer is to become several.
    String script = AutoComplete.bash(NAME, line).replace("\"" + TENANTS + "\"", TENANTS);
    Files.writeString(bash.resolve(NAME), script + resource("completion.bash"));
    Path zsh = Files.createDirectories(share.resolve("zsh/site-functions"));
    Files.writeString(zsh.resolve("_" + NAME), resource("completion.zsh"));
  }

  /**
   * Has the ids of tenants offered wherever one is asked for that is there already, and words of a
   * choice as they are usually typed; either case is taken.
   */
  private static void complete(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      List<String> candidates =
          option.longestName().equals("--tenant") ? List.of(TENANTS) : lowerCase(option);
      if (!candidates.isEmpty()) {
        spec.remove(option);
        spec.addOption(OptionSpec.builder(option).completionCandidates(candidates).build());
      }
    }
    CommandSpec parent = spec.parent();
    boolean isAboutTenant =
        parent != null && parent.name().equals("tenant") && !NEW_TENANT.contains(spec.name());
    for (PositionalParamSpec positional : List.copyOf(spec.positionalParameters())) {
      List<String> candidates = isAboutTenant ? List.of(TENANTS) : lowerCase(positional);
      if (!candidates.isEmpty()) {
        spec.remove(positional);
        spec.addPositional(
            PositionalParamSpec.builder(positional).completionCandidates(candidates).build());
      }
    }
    line.getSubcommands().values().forEach(Completion::complete);
  }

  private static List<String> lowerCase(ArgSpec argument) {
    List<String> candidates = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument
          .completionCandidates()
          .forEach(each -> candidates.add(each.toLowerCase(Locale.ROOT)));
    }
    return candidates;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Completion.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
