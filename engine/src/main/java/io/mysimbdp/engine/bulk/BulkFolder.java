package io.mysimbdp.engine.bulk;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the SSTables of one writer, for its owner only, deleted when closed. It lies on the
 * disk of the server's data, which takes files in by giving them another name. A lock tells those
 * in use from those that a killed engine has left behind. For one thread.
 */
public final class BulkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BulkFolder.class);

  private static final String LOCK = "lock";
  private static final String PREFIX = "writer-";
  private static final int MOST_TRIES = 3;

  /**
   * Those of this process: to open and close a lock file of one's own would free the lock, by the
   * rules of POSIX.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private BulkFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes a folder, and deletes those that killed engines have left.
   *
   * @param home where these folders are; on the disk of the server's data, in a folder that others
   *     cannot enter
   * @param neededBytes that must be free on the disk, for the SSTables beside what the server has
   * @throws EngineException when there are not, or the folder cannot be made
   */
  public static BulkFolder create(Path home, long neededBytes) {
    try {
      Files.createDirectories(home);
      deleteLeft(home);
      requireSpace(home, neededBytes);
      for (int tries = MOST_TRIES; ; tries--) {
        try {
          return create(home.toRealPath());
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
          // Another engine that cleans up has seen it before it was locked.
          if (tries == 0) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "There is no folder for SSTables in " + home + ": " + e, e);
    }
  }

  private static BulkFolder create(Path home) throws IOException {
    // Nor must this process see it before.
    synchronized (OWN) {
      Path folder =
          Files.createTempDirectory(
              home,
              PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel lock = locked(folder);
      OWN.add(folder);
      return new BulkFolder(folder, lock);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock taken = channel.tryLock();
    if (taken == null) {
      channel.close();
      throw new IOException(folder + " is locked by another process");
    }
    return channel;
  }

  private static void requireSpace(Path home, long neededBytes) throws IOException {
    long free = Files.getFileStore(home).getUsableSpace();
    if (free < neededBytes) {
      throw new EngineException(
          FailureCode.DISK,
          String.format(
              Locale.ROOT,
              "SSTables need %,d MiB of free disk space, but %s has only %,d MiB",
              neededBytes >> 20,
              home,
              free >> 20));
    }
  }

  /** Deletes what killed engines have left behind; what cannot be deleted stays. */
  public static void deleteLeft(Path home) {
    if (!Files.isDirectory(home)) {
      return;
    }
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(home.toRealPath(), PREFIX + "*")) {
      for (Path folder : folders) {
        deleteIfLeft(folder);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be looked through for what killed engines have left", home, e);
    }
  }

  private static void deleteIfLeft(Path folder) {
    synchronized (OWN) {
      if (OWN.contains(folder)) {
        return;
      }
    }
    // Without a lock it was left on its way in, or another engine is about to lock it, and makes a
    // new one instead.
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      if (taken != null) {
        Folders.deleteAll(folder);
        LOG.debug("Deleted {}, which a killed engine has left behind", folder);
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.debug("{} cannot be deleted", folder, e);
    }
  }

  /** Returns where it is. */
  public Path path() {
    return folder;
  }

  /** Deletes it with all that is in it; the writer must have ended. */
  @Override
  public void close() {
    try (lock) {
      Folders.deleteAll(folder);
      OWN.remove(folder);
    } catch (IOException e) {
      // The next one to be made deletes it.
      LOG.debug("{} cannot be deleted", folder, e);
    }
  }
}
