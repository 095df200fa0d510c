package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Takes files out of a staging directory, never over another file. */
public final class Departure {

  private final TenantFolder folder;

  /** Makes the exit of one tenant's staging directory. */
  public Departure(TenantFolder folder) {
    this.folder = folder;
  }

  /**
   * Moves an ingested file to {@code done}.
   *
   * @return where it is now
   * @throws EngineException when it cannot be moved
   */
  public Path done(Path file) {
    return move(file, folder.done());
  }

  /**
   * Moves a file to {@code refused}, with the reason in a text file beside it.
   *
   * @return where it is now
   * @throws EngineException when it cannot be moved
   */
  public Path refused(Path file, String reason) {
    Path target = move(file, folder.refused());
    Path note =
        target.resolveSibling(FileNames.shortened(target.getFileName().toString()) + ".reason.txt");
    try {
      Files.writeString(note, reason + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "The reason cannot be written to " + note + ": " + e.getMessage(), e);
    }
    return target;
  }

  private static Path move(Path file, Path directory) {
    try {
      Files.createDirectories(directory);
      Path target = freeName(directory, file.getFileName().toString());
      return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "File " + file + " cannot be moved to " + directory + ": " + e, e);
    }
  }

  /** The name itself, or with .2, .3 … before it is taken. */
  private static Path freeName(Path directory, String name) {
    Path target = directory.resolve(name);
    for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
      target = directory.resolve(FileNames.shortened(name) + "." + n);
    }
    return target;
  }
}
