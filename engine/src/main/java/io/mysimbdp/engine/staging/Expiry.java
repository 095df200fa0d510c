package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.Retention;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes a tenant's finished files when they have been kept long enough. */
public final class Expiry {

  private final TenantFolder folder;
  private final Retention retention;
  private final InstantSource clock;

  /** Makes the expiry of one tenant's files. */
  public Expiry(TenantFolder folder, Retention retention, InstantSource clock) {
    this.folder = folder;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Deletes what is too old.
   *
   * @return a sentence for each folder that something was deleted from
   * @throws EngineException when a folder cannot be read or a file not be deleted
   */
  public List<String> run() {
    List<String> done = new ArrayList<>();
    sweep(folder.done(), retention.done(), "done", done);
    sweep(folder.refused(), retention.refused(), "refused", done);
    sweep(folder.rejects(), retention.rejects(), "rejects", done);
    return done;
  }

  private void sweep(Path directory, @Nullable Duration keep, String key, List<String> done) {
    if (keep == null || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Instant oldest = clock.instant().minus(keep);
    long deleted = 0;
    try (DirectoryStream<Path> entries = NoLinks.list(directory)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            && arrival(entry).isBefore(oldest)
            && NoLinks.delete(entry)) {
          deleted++;
        }
      }
    } catch (DirectoryIteratorException | IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Files in " + directory + " cannot be deleted: " + e, e);
    }
    if (deleted > 0) {
      done.add(sentence(deleted, String.valueOf(directory.getFileName()), key, keep));
    }
  }

  /**
   * Returns what is said of files that have been deleted.
   *
   * @param folder the name of where they were
   * @param key of the setting
   */
  public static String sentence(long deleted, String folder, String key, Duration keep) {
    return "deleted "
        + deleted
        + (deleted == 1 ? " file" : " files")
        + " of "
        + folder
        + "/, kept for retention."
        + key
        + " = "
        + keep.toSeconds()
        + " s";
  }

  /**
   * When the file came here. A move keeps the time of last modification, which tells when the
   * tenant wrote it; the move itself shows in the time of the last change of the inode.
   */
  private static Instant arrival(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
            instanceof FileTime changed) {
      return changed.toInstant();
    }
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }
}
