package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that have a result written into a file. */
final class IntoOption {

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "Write into this file. Default: standard output.")
  private @Nullable Path file;

  @Option(names = "--force", description = "Overwrite that file.")
  private boolean force;

  /**
   * Looks whether the file may be written, before anything is computed for it.
   *
   * @throws ParameterException when it is there and is not to be overwritten
   */
  void check(CommandSpec spec) {
    if (file != null && !force && Files.exists(file)) {
      throw new ParameterException(
          spec.commandLine(), "File " + file + " exists; use --force to overwrite it");
    }
  }

  /**
   * Writes a text into the file, or prints it. Nobody sees half a file.
   *
   * @throws EngineException when the file cannot be written
   */
  void write(String text, Console console) {
    if (file == null) {
      console.out().print(text);
      return;
    }
    Path partial = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.writeString(partial, text);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "File " + file + " cannot be written: " + e, e);
    }
    console.err().println("written: " + file);
  }
}
