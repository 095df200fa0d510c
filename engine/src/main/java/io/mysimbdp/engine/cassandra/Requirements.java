package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What must be there before the server is started: checked first, said in a sentence. */
final class Requirements {

  private static final int NEWEST_JAVA = 17;

  private final CassandraConfig.Embedded settings;
  private final Path memoryInfo;

  Requirements(CassandraConfig.Embedded settings) {
    this(settings, Path.of("/proc/meminfo"));
  }

  Requirements(CassandraConfig.Embedded settings, Path memoryInfo) {
    this.settings = settings;
    this.memoryInfo = memoryInfo;
  }

  void check(ServerFiles files) {
    checkJava(Runtime.version().feature());
    checkMemory();
    checkDisk(files.folder());
  }

  /** Cassandra 5 supports Java 11 and 17; the engine itself needs 17. */
  static void checkJava(int version) {
    if (version > NEWEST_JAVA) {
      throw new EngineException(
          FailureCode.CASSANDRA_START,
          "The embedded Cassandra needs Java "
              + NEWEST_JAVA
              + ", but this is Java "
              + version
              + "; set JAVA_HOME to a JDK "
              + NEWEST_JAVA);
    }
  }

  void checkMemory() {
    OptionalLong available = availableMemory();
    if (available.isPresent() && available.getAsLong() < settings.heapBytes()) {
      throw new EngineException(
          FailureCode.MEMORY,
          "The embedded Cassandra needs "
              + mebibytes(settings.heapBytes())
              + " of heap (cassandra.embedded.heap), but only "
              + mebibytes(available.getAsLong())
              + " of memory are available");
    }
  }

  void checkDisk(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < settings.minFreeDiskBytes()) {
        throw new EngineException(
            FailureCode.DISK,
            "The embedded Cassandra needs "
                + mebibytes(settings.minFreeDiskBytes())
                + " of free disk space (cassandra.embedded.min-free-disk), but "
                + folder
                + " has only "
                + mebibytes(free));
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot look at the disk of " + folder, e);
    }
  }

  /** What the kernel thinks can be had without swapping; unknown where it does not say. */
  private OptionalLong availableMemory() {
    try (Stream<String> lines = Files.lines(memoryInfo)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
