package io.mysimbdp.acceptance;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The classes of the engine as a JVM has loaded and verified them once. A call that takes them from
 * there spends nearly a third less CPU time. Where there is no archive, calls work as well.
 */
final class ClassArchive {

  private static final int UNREACHABLE = 6;
  private static final String OPTIONS = options(Path.of("target/classes-archive").toAbsolutePath());

  private ClassArchive() {}

  /** Returns the options that let the JVM of the engine use the archive, or none. */
  static String options() {
    return OPTIONS;
  }

  private static String options(Path folder) {
    Path archive = folder.resolve("engine.jsa");
    // The launcher splits its options at spaces.
    if (archive.toString().contains(" ")) {
      return "";
    }
    try {
      Files.createDirectories(folder);
      // The processes that run the tests side by side share the archive; the first one makes it.
      try (FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE)) {
        lock.lock();
        Path origin = folder.resolve("origin.txt");
        String wanted = origin();
        if (!Files.exists(origin) || !Files.readString(origin).equals(wanted)) {
          Files.deleteIfExists(origin);
          make(folder, archive);
          Files.writeString(origin, wanted);
        }
      }
    } catch (IOException | UncheckedIOException | AssertionError e) {
      return "";
    }
    // An archive that does not fit is worth no warning: tests compare what the engine prints.
    return "-XX:SharedArchiveFile=" + archive + " -Xlog:cds=off,cds+dynamic=off ";
  }

  /** Returns what the archive depends on: the JVM, and its class path in the order it has. */
  private static String origin() {
    Path built = Engine.project().resolve("engine/target");
    StringBuilder origin = new StringBuilder(System.getProperty("java.vm.version")).append('\n');
    append(origin, built.resolve("engine.jar").toFile());
    for (File jar : Objects.requireNonNull(built.resolve("lib").toFile().listFiles())) {
      append(origin, jar);
    }
    return origin.toString();
  }

  private static void append(StringBuilder origin, File jar) {
    origin.append(jar).append(' ').append(jar.length()).append(' ').append(jar.lastModified());
    origin.append('\n');
  }

  /** Makes the archive from a run that gets as far as it can without a Cassandra. */
  private static void make(Path folder, Path archive) throws IOException {
    Path unfinished = folder.resolve("unfinished.jsa");
    Path home = Files.createDirectories(folder.resolve("home"));
    new TestingHome(home)
        .sample("ratings")
        .stage("ratings", "a.csv", "userid,movieid,rating,timestamp\n")
        .conf(
            new String[] {"ratings"},
            "cassandra { contact-points = [\"127.0.0.1:1\"], connect-timeout = 1s }");
    Engine.Result run =
        new Engine(home, "", "-XX:ArchiveClassesAtExit=" + unfinished + " ").call("run");
    // One that was not written to its end would let the JVM crash.
    if (run.exitCode() != UNREACHABLE) {
      throw new IOException("engine run ended with " + run.exitCode());
    }
    Files.move(unfinished, archive, ATOMIC_MOVE);
  }
}
