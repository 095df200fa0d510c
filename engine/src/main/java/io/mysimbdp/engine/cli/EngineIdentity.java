package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The name of this engine among all that share a Cassandra: that of its installation folder, kept
 * in a file there, and one of this process.
 *
 * @param home the name of the installation folder
 * @param engineId the name of this process
 */
record EngineIdentity(String home, String engineId) {

  /** Reads the name of the folder, or gives it one. */
  static EngineIdentity of(Home home) {
    Path file = home.work().resolve("installation-id");
    try {
      Files.createDirectories(home.work());
      try {
        Files.writeString(file, UUID.randomUUID().toString(), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // Written by a run before.
      }
      String name = Files.readString(file).strip();
      return new EngineIdentity(
          name, name + "/" + ProcessHandle.current().pid() + "/" + UUID.randomUUID());
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot write " + file + ": " + e, e);
    }
  }

  /** Tells whether an engine belongs to the same installation folder, and is another process. */
  boolean isFormer(String other) {
    return other.startsWith(home + "/") && !other.equals(engineId);
  }
}
