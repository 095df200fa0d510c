package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Puts files back into a staging directory, never over another file. */
public final class Return {

  private final TenantFolder folder;

  /** Makes the way back into one tenant's staging directory. */
  public Return(TenantFolder folder) {
    this.folder = folder;
  }

  /**
   * Puts a file back that was ingested.
   *
   * @throws EngineException when it cannot be moved
   */
  public void done(String name) {
    move(folder.done().resolve(name), name);
  }

  /**
   * Puts a file back that was refused; the note with the reason goes.
   *
   * @throws EngineException when it cannot be moved
   */
  public void refused(String name) {
    move(folder.refused().resolve(name), name);
    Path note = folder.refused().resolve(FileNames.shortened(name) + Departure.REASON_SUFFIX);
    try {
      NoLinks.delete(note);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Note " + note + " cannot be deleted: " + e, e);
    }
  }

  private void move(Path file, String name) {
    Path target = folder.staging().resolve(name);
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      NoLinks.move(file, target);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "File " + file + " cannot be moved to " + target + ": " + e, e);
    }
  }
}
