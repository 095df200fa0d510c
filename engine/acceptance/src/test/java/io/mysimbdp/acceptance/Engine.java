package io.mysimbdp.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Calls the launcher as an operator does, in a process of its own, and waits for its end. */
final class Engine {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final String prefix;
  private final String javaOptions;

  Engine(Path home) {
    this(home, "");
  }

  /** Makes an engine whose calls print into files of their own, beside those of others. */
  Engine(Path home, String prefix) {
    this(home, prefix, ClassArchive.options());
  }

  /** Makes an engine whose JVM gets these options in all calls, each with a space after it. */
  Engine(Path home, String prefix, String javaOptions) {
    this.home = home;
    this.prefix = prefix;
    this.javaOptions = javaOptions;
  }

  /** What a call printed, and how it ended. */
  record Result(int exitCode, String out, String err) {

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("standard output is no JSON document:\n" + out + "\n" + err, e);
      }
    }
  }

  /** Returns the folder of the source tree that is being tested. */
  static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no .mvn above");
    }
    return folder;
  }

  /** Runs {@code engine <words> --home <home>}. */
  Result call(String... words) {
    return callWith("", words);
  }

  /** Runs with further options for the JVM. */
  Result callWith(String furtherOptions, String... words) {
    Process process = startWith(furtherOptions, words);
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("engine " + String.join(" ", words) + " did not end");
      }
      return new Result(process.exitValue(), read("out"), read("err"));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Starts {@code engine <words> --home <home>} without waiting. */
  Process start(String... words) {
    return startWith("", words);
  }

  /** Starts with further options for the JVM. */
  Process startWith(String furtherOptions, String... words) {
    List<String> command = new ArrayList<>();
    command.add(project().resolve("engine/bin/engine").toString());
    command.addAll(List.of(words));
    if (!List.of("help", "version", "generate").contains(words[0])) {
      command.add("--home");
      command.add(home.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MYSIMBDP_BUILD", "never");
    builder
        .environment()
        .put(
            "MYSIMBDP_JAVA_OPTS",
            "-Xmx512m -XX:TieredStopAtLevel=1 " + javaOptions + furtherOptions);
    builder.redirectOutput(home.resolve(prefix + "out.txt").toFile());
    builder.redirectError(home.resolve(prefix + "err.txt").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the last call has printed so far. */
  String read(String stream) {
    try {
      return Files.readString(home.resolve(prefix + stream + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
