package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder with copies of the JARs. Classes are read from a JAR as they are first used,
 * so a JAR replaced under a running app would break it; its copy is replaced by nobody.
 */
final class PrivateCopies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateCopies.class);

  private final Path folder;

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

  /** Copies a file under its own name. */
  Path copy(Path file) throws IOException {
    return Files.copy(file, folder.resolve(file.getFileName().toString()));
  }

  /** Deletes the folder. What cannot be deleted stays, which harms nobody but the disk. */
  @Override
  public void close() {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> copies = files.toList();
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The temporary folder {} cannot be deleted", folder, e);
    }
  }
}
