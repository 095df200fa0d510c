package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.generate.Category;
import io.mysimbdp.engine.generate.FileFormat;
import io.mysimbdp.engine.generate.RatingRows;
import io.mysimbdp.engine.generate.ReviewRows;
import io.mysimbdp.engine.generate.RowSource;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.terminal.StatusBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a file of invented reviews (15 columns) or ratings, for samples and trials.",
      "The same arguments always give the same bytes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine generate --category Gift_Card --rows 100000 --seed 7 --output cards.tsv.gz",
      "  engine generate --category Toys --format csv --rows 5000 --broken 10 > toys.csv"
    })
final class GenerateCommand implements Callable<Integer> {

  /** What can be generated: the categories of reviews, and ratings. */
  enum Kind {
    GIFT_CARD,
    DIGITAL_VIDEO_GAMES,
    DIGITAL_SOFTWARE,
    TOYS,
    RATINGS
  }

  private final Console console;
  private final OutputStream standardOutput;

  @Option(
      names = "--category",
      required = true,
      paramLabel = "NAME",
      description = "Gift_Card, Digital_Video_Games, Digital_Software, Toys, or Ratings.")
  private Kind category = Kind.GIFT_CARD;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows, besides the header. Default: ${DEFAULT-VALUE}.")
  private long rows = 1000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed gives other rows. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "tsv or csv. Default: by the name of the output, else tsv; ratings: csv.")
  private @Nullable FileFormat format;

  @Option(
      names = "--broken",
      paramLabel = "PERMILLE",
      description =
          "Of a thousand reviews, this many are broken: a missing column, seven stars, stars in"
              + " words, an impossible date, invalid UTF-8, more helpful votes than votes. Default:"
              + " ${DEFAULT-VALUE}.")
  private int broken;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where to write; compressed if it ends in .gz or .zst. Default: standard output.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Overwrite the output file.")
  private boolean force;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GenerateCommand(Console console, OutputStream standardOutput) {
    this.console = console;
    this.standardOutput = standardOutput;
  }

  @Override
  public Integer call() {
    RowSource source = source();
    long begin = System.nanoTime();
    long bytes;
    try (TaskProgress progress = progress()) {
      LongConsumer done = count -> progress.at(count, "");
      bytes =
          output == null
              ? source.writeTo(standardOutput, format(), done)
              : toFile(source, output, done);
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(
          spec.commandLine(), "File " + output + " exists; use --force to overwrite it");
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK,
          (output == null ? "Standard output" : "File " + output) + " cannot be written: " + e,
          e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    report(source, bytes, took);
    return ExitCode.OK.number();
  }

  private RowSource source() {
    try {
      return category == Kind.RATINGS
          ? new RatingRows(rows, seed)
          : new ReviewRows(Category.valueOf(category.name()), rows, seed, broken);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
  }

  private FileFormat format() {
    if (format != null) {
      return format;
    }
    boolean csvName = output != null && output.getFileName().toString().contains(".csv");
    return csvName || category == Kind.RATINGS ? FileFormat.CSV : FileFormat.TSV;
  }

  /** Writes beside the target and moves it there when it is whole: nobody sees half a file. */
  private long toFile(RowSource source, Path target, LongConsumer done) throws IOException {
    if (!force && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path partial = target.resolveSibling("." + target.getFileName() + ".part");
    OpenOption[] options = {
      StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };
    long bytes;
    try (OutputStream out =
        Compression.ofFileName(target.getFileName().toString())
            .create(Files.newOutputStream(partial, options))) {
      bytes = source.writeTo(out, format(), done);
    }
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return bytes;
  }

  /** The rows themselves may go to the same terminal, which leaves no room for a bar. */
  private TaskProgress progress() {
    return new TaskProgress(
        console,
        output == null ? StatusBlock.off() : console.status(),
        "generate",
        rows,
        TaskProgress::rows,
        System::nanoTime);
  }

  private void report(RowSource source, long bytes, Duration took) {
    double seconds = Math.max(took.toNanos() / 1e9, 1e-3);
    console
        .err()
        .println(
            Sizes.counted(rows, "row")
                + ", "
                + Sizes.bytes(bytes)
                + ", "
                + Sizes.bytes(Math.round(bytes / seconds))
                + "/s"
                + (output == null ? "" : ": " + output));
    if (source instanceof ReviewRows reviews && broken > 0) {
      reviews
          .broken()
          .forEach((kind, count) -> console.err().println("  broken: " + kind + " " + count));
    }
  }
}
