package io.mysimbdp.engine.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a log says. */
final class LogTail {

  private static final int LINES = 8;
  private static final String NOTHING = "\n  it has logged nothing";
  private static final int SHOWN_CHARS = 300;

  private LogTail() {}

  /** Tells whether a line contains a text. */
  static boolean has(Path log, String text) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.contains(text));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the last lines, each behind a line end and indented. */
  static String of(Path log) {
    try (Stream<String> read = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      // Where in Spark something was thrown takes the place of what was.
      List<String> lines =
          read.filter(line -> !line.isBlank() && !line.startsWith("\tat ")).toList();
      if (lines.isEmpty()) {
        return NOTHING;
      }
      return lines.stream()
          .skip(Math.max(0, lines.size() - LINES))
          .map(line -> line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "…" : line)
          .collect(Collectors.joining("\n  ", "\n  ", ""));
    } catch (IOException e) {
      return NOTHING;
    }
  }
}
