package io.mysimbdp.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An unpacked archive, and processes that use it. */
final class Unpacked {

  private static final int LIMIT_SECONDS = 180;

  private final Path folder;

  /** What a process has printed, and how it ended. */
  record Result(int exitCode, String out, String err) {}

  private Unpacked(Path folder) {
    this.folder = folder;
  }

  /** Unpacks the archive of this build into a folder. */
  static Unpacked into(Path parent) throws IOException, InterruptedException {
    Files.createDirectories(parent);
    Result tar =
        run(
            parent,
            Map.of(),
            "tar",
            "xzf",
            Objects.requireNonNull(System.getProperty("mysimbdp.archive"), "set by the build"));
    if (tar.exitCode() != 0) {
      throw new IOException(tar.err());
    }
    try (Stream<Path> all = Files.list(parent)) {
      return new Unpacked(all.filter(Files::isDirectory).findFirst().orElseThrow());
    }
  }

  Path folder() {
    return folder;
  }

  /** Calls the engine, from another folder than its own. */
  Result engine(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/engine").toString()));
    command.addAll(List.of(words));
    return run(
        Objects.requireNonNull(folder.getParent()), environment, command.toArray(String[]::new));
  }

  /** Returns every file with its size and time of modification. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        files.put(
            folder.relativize(each).toString(),
            (Files.isDirectory(each) ? "folder" : Files.size(each) + " bytes")
                + ", "
                + Files.getLastModifiedTime(each));
      }
    }
    return files;
  }

  static Result run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().remove("MYSIMBDP_HOME");
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(String.join(" ", command) + " did not end");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
