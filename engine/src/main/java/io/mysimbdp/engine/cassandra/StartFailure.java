package io.mysimbdp.engine.cassandra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the line of a server's logs that tells why it ended. */
final class StartFailure {

  private static final int SHOWN_CHARS = 300;

  private StartFailure() {}

  /**
   * Returns the most telling line: a cause in a stack trace, an error, or the last one there is.
   */
  static String reason(ServerFiles files) {
    return Stream.of(files.log(), files.output())
        .map(StartFailure::tellingLine)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> lastLine(files.output()))
        .map(line -> line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "…" : line)
        .orElse("it has logged nothing");
  }

  private static Optional<String> tellingLine(Path log) {
    List<String> lines = lines(log);
    Optional<String> error =
        lines.stream()
            .filter(
                line ->
                    line.startsWith("ERROR")
                        || line.startsWith("Error")
                        || line.startsWith("Exception")
                        || line.startsWith("FATAL"))
            .findFirst();
    if (error.isEmpty()) {
      return error;
    }
    // A configuration error stands in the exception below the line that only announces it.
    return lines.stream()
        .skip(lines.indexOf(error.get()))
        .filter(line -> line.startsWith("Caused by: ") || line.contains("ConfigurationException: "))
        .findFirst()
        .or(() -> error)
        .map(line -> line.replaceFirst("^ERROR \\[[^]]*] \\S+ \\S+ ", ""));
  }

  private static Optional<String> lastLine(Path log) {
    return lines(log).stream().filter(line -> !line.isBlank()).reduce((a, b) -> b);
  }

  private static List<String> lines(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
