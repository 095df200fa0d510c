package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.EngineConfFile;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.scaffold.Guess;
import io.mysimbdp.engine.scaffold.Sample;
import io.mysimbdp.engine.scaffold.TenantProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine tenant new}. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a Maven project for a new tenant's app that ingests files like a sample: it compiles,"
          + " its test is green, and what it needs to be changed is small.",
      "Looks at the first 4 MiB of the sample: how it is split, its encoding, its header, the type"
          + " of each column, and what identifies a record. Shows what it has found and why, and"
          + " asks before it writes. \"?\" marks what is uncertain; then it takes what loses"
          + " nothing, such as text for a type. Column names become snake case, so that neither CQL"
          + " nor Java need quotes.",
      "Registers nothing and needs no Cassandra. Overwrites nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine tenant new ratings --from ratings.csv",
      "  engine tenant new shop --from orders.tsv.gz --into ~/projects/shop --group com.shop --yes",
      "  engine tenant new shop --from orders.tsv.gz --dry-run --output json"
    })
final class TenantNewCommand implements Callable<Integer> {

  private final Console console;
  private final Question question;

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "ID",
      description =
          "The new tenant: a lower-case letter, then lower-case letters, digits and underscores."
              + " Its table, its keyspace and its JAR are named like it.")
  private String tenant = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "A file as the tenant will stage them; may be compressed (.gz, .zst).")
  private Path from = Path.of("");

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Where the project goes. Default: a folder named ID, here.")
  private @Nullable Path into;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "The project's Maven group, and its package. Default: ${DEFAULT-VALUE}.")
  private String group = "com.example";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Print what was found, and write nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param question how somebody is asked
   */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TenantNewCommand(Console console, Question question) {
    this.console = console;
    this.question = question;
  }

  @Override
  public Integer call() {
    TenantProject.Settings settings = settings();
    Guess guess = Guess.of(Sample.read(sample()));
    GuessText text = new GuessText(guess);
    String name = String.valueOf(from.getFileName());
    TenantProject project = TenantProject.of(guess, settings, name, text.render());
    Path folder = into == null ? Path.of(tenant) : into;
    if (!output.isJson()) {
      console.out().print(text.render());
      console.out().flush();
    }
    boolean written = !dryRun && isWanted(project, folder);
    if (written) {
      project.write(folder);
    }
    if (output.isJson()) {
      console.out().println(Json.render(document(guess, project, folder, written)));
    } else if (written) {
      console
          .out()
          .print(new NewTenantSteps(program(), home.get(), settings, folder, from).render());
    } else {
      console.out().println("Nothing is written.");
    }
    return ExitCode.OK.number();
  }

  private ObjectNode document(Guess guess, TenantProject project, Path folder, boolean written) {
    ObjectNode document = Json.object().put("tenant", tenant).put("sample", from.toString());
    new GuessJson(guess).into(document);
    document.put("folder", folder.toString()).put("written", written);
    project.files().keySet().forEach(document.putArray("files")::add);
    return document;
  }

  private boolean isWanted(TenantProject project, Path folder) {
    if (yes) {
      return true;
    }
    String answer =
        question.ask(
            "Write a project of " + project.files().size() + " files into " + folder + "? [Y/n] ");
    if (answer == null) {
      throw wrong(
          "Nobody is there to be asked, as this is no terminal: give --yes to write the project"
              + " into "
              + folder
              + ", or --dry-run to write nothing");
    }
    String word = answer.strip().toLowerCase(Locale.ROOT);
    return word.isEmpty() || word.equals("y") || word.equals("yes");
  }

  /** Returns the source tree, or the unpacked distribution, that this program is of. */
  private Path program() {
    String given = System.getProperty("mysimbdp.program");
    return given == null ? home.get().root() : Path.of(given);
  }

  private TenantProject.Settings settings() {
    String problem = EngineConfFile.idProblem(tenant);
    problem = problem == null ? EngineConfFile.keyspaceProblem(tenant) : problem;
    if (problem != null) {
      throw wrong("ID: " + problem);
    }
    Path repository = program().resolve("repository");
    try {
      return new TenantProject.Settings(
          tenant,
          group,
          Versions.artifacts(),
          Files.isDirectory(repository.resolve("io/mysimbdp/tenant-api"))
              ? repository.toUri().toString()
              : null);
    } catch (IllegalArgumentException e) {
      throw wrong("--group: " + e.getMessage());
    }
  }

  /** A name that is nearly right is the usual mistake. */
  private Path sample() {
    if (Files.isRegularFile(from)) {
      return from;
    }
    if (Files.exists(from)) {
      throw wrong("--from: expected a file, but " + from + " is none");
    }
    Path folder = from.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw wrong("--from: there is no file " + from + ", nor the folder it should be in");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
      String near = DidYouMean.nearest(String.valueOf(from.getFileName()), names);
      throw wrong(
          "--from: there is no file "
              + from
              + (near == null ? "" : "; did you mean " + from.resolveSibling(near) + "?"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
