package io.mysimbdp.engine.confine;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the temporary files of one run, which only the engine's user can enter. Made when it
 * is first asked for, deleted when closed. Safe for all threads.
 */
public final class Scratch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private @Nullable Path made;

  /** Returns the folder's real path, making it if need be. */
  synchronized Path path() {
    if (made == null) {
      try {
        made = Files.createTempDirectory("mysimbdp-scratch-").toRealPath();
      } catch (IOException e) {
        throw new EngineException(
            FailureCode.DISK, "No temporary folder can be made for a tenant's app: " + e, e);
      }
    }
    return made;
  }

  /** Deletes the folder and all that is in it; a later call makes another one. */
  @Override
  public synchronized void close() {
    Path folder = made;
    made = null;
    if (folder == null) {
      return;
    }
    try {
      Folders.deleteAll(folder);
    } catch (IOException e) {
      LOG.warn("The temporary folder {} cannot be deleted", folder, e);
    }
  }
}
