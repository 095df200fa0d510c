package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of {@link PrivateCopies} whose process was killed. A process that lives has its folder
 * locked, whatever its number is and whatever container it runs in.
 */
final class LeftCopies {

  static final String LOCK = "lock";

  private static final Logger LOG = LoggerFactory.getLogger(LeftCopies.class);

  /** So young a folder may not be locked yet, or be one of an engine that knows no lock. */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  /**
   * Those of this process: to open and close a lock file of one's own would free the lock, by the
   * rules of POSIX.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private LeftCopies() {}

  /** Notes that a folder is one of this process. */
  static void inUse(Path folder) {
    OWN.add(folder);
  }

  /**
   * Deletes what was left behind; what cannot be deleted stays.
   *
   * @param owner whose folders these must be: in one of another user, a link could take the place
   *     of a folder meanwhile
   */
  static void delete(Path temporary, UserPrincipal owner) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(temporary, PrivateCopies.PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder)) {
          deleteIfLeft(folder, owner);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} cannot be looked through for what killed engines have left", temporary, e);
    }
  }

  private static void deleteIfLeft(Path folder, UserPrincipal owner) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)
          || Files.getLastModifiedTime(folder)
              .toInstant()
              .isAfter(InstantSource.system().instant().minus(YOUNG))) {
        return;
      }
      Path lock = folder.resolve(LOCK);
      if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
          FileLock taken = channel.tryLock()) {
        if (taken == null) {
          return;
        }
        deleteAll(folder);
      }
      LOG.debug("Deleted {}, which a killed engine has left behind", folder);
    } catch (IOException | OverlappingFileLockException e) {
      LOG.debug("{} cannot be deleted", folder, e);
    }
  }

  /**
   * Deletes a folder with all that is in it, which then is none of this process any more.
   *
   * @throws IOException when that does not succeed
   */
  static void deleteAll(Path folder) throws IOException {
    Folders.deleteAll(folder);
    OWN.remove(folder);
  }
}
