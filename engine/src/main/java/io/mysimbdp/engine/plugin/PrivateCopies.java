package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder with copies of the JARs. Classes are read from a JAR as they are first used,
 * so a JAR replaced under a running app would break it; its copy is replaced by nobody: each lies
 * in a folder of its own. What cannot be deleted stays, which harms nobody but the disk. Safe for
 * all threads.
 */
final class PrivateCopies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateCopies.class);

  private final Path folder;
  private final AtomicLong made = new AtomicLong();

  private PrivateCopies(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, which only the user of this process can enter. */
  static PrivateCopies open() {
    try {
      return new PrivateCopies(Files.createTempDirectory("mysimbdp-plugins-"));
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "No temporary folder can be made for the tenants' JARs: " + e, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Copies a file under its own name into a new folder; leaves nothing behind when that fails. */
  Path copy(Path file) throws IOException {
    Path own = Files.createDirectory(folder.resolve(Long.toString(made.incrementAndGet())));
    Path copy = own.resolve(file.getFileName().toString());
    try {
      return Files.copy(file, copy);
    } catch (IOException e) {
      delete(copy);
      throw e;
    }
  }

  /** Deletes a copy, if it is there. */
  void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(Objects.requireNonNull(copy.getParent()));
    } catch (IOException e) {
      LOG.warn("The private copy {} cannot be deleted", copy, e);
    }
  }

  /** Deletes the folder and all that is left in it. */
  @Override
  public void close() {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The temporary folder {} cannot be deleted", folder, e);
    }
  }
}
