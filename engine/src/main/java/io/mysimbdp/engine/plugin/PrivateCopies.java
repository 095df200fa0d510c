package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder with copies of the JARs. Classes are read from a JAR as they are first used,
 * so a JAR replaced under a running app would break it; its copy is replaced by nobody: each lies
 * in a folder of its own. It is also the copy that is checked, so that what is loaded is what was
 * found good. What cannot be deleted stays, which harms nobody but the disk. Safe for all threads.
 */
final class PrivateCopies implements AutoCloseable {

  static final String PREFIX = "mysimbdp-plugins-";

  private static final Logger LOG = LoggerFactory.getLogger(PrivateCopies.class);

  private final Path folder;
  private final FileChannel lock;
  private final AtomicLong made = new AtomicLong();

  private PrivateCopies(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder, which only the user of this process can enter; deletes those that processes
   * have left behind which were killed.
   */
  static PrivateCopies open() {
    return open(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Does the same in a given temporary folder. */
  static PrivateCopies open(Path temporary) {
    try {
      Path folder = Files.createTempDirectory(temporary, PREFIX);
      LeftCopies.inUse(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LeftCopies.LOCK),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE);
      lock.lock();
      LeftCopies.delete(temporary, Files.getOwner(folder));
      return new PrivateCopies(folder, lock);
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
    try {
      lock.close();
      LeftCopies.deleteAll(folder);
    } catch (IOException e) {
      LOG.warn("The temporary folder {} cannot be deleted", folder, e);
    }
  }
}
