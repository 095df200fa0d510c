package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes files and folders of a new tenant, and takes back what it has made when closed before
 * {@link #keep}. For one thread.
 */
final class NewTenantFiles implements AutoCloseable {

  private final Deque<Path> made = new ArrayDeque<>();

  /** Makes a folder, and those above it; does nothing when it is there. */
  void folder(Path folder) {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent)) {
      folder(parent);
    }
    if (!Files.exists(folder)) {
      attempt(folder, () -> Files.createDirectory(folder, rights(folder, "rwx------")));
    }
  }

  /** Writes a file that is not there yet. */
  void text(Path file, String text) {
    attempt(
        file,
        () -> {
          Files.createFile(file, rights(file, "rw-------"));
          Files.writeString(file, text);
        });
  }

  /** What is the tenant's is for the eyes of its owner, whatever the umask is. */
  private static FileAttribute<?>[] rights(Path path, String rights) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** Copies a file so that nobody ever finds half of it: under a name that is passed over first. */
  void copy(Path from, Path to) {
    Path temporary = to.resolveSibling("." + to.getFileName() + ".tmp");
    attempt(
        temporary,
        () -> {
          // Not with the rights of the original, which may be for its owner's eyes only.
          try (FileChannel channel =
                  FileChannel.open(
                      temporary,
                      StandardOpenOption.CREATE,
                      StandardOpenOption.TRUNCATE_EXISTING,
                      StandardOpenOption.WRITE);
              InputStream in = Files.newInputStream(from)) {
            in.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
          }
        });
    attempt(to, () -> Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE));
  }

  /** Lets what was made stay. */
  void keep() {
    made.clear();
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      Path last = made.pop();
      try {
        Files.deleteIfExists(last);
      } catch (IOException e) {
        throw failure(last, e);
      }
    }
  }

  private void attempt(Path path, Step step) {
    try {
      step.run();
      made.push(path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static EngineException failure(Path path, IOException e) {
    return new EngineException(FailureCode.DISK, "Cannot write " + path + ": " + e, e);
  }

  private interface Step {
    void run() throws IOException;
  }
}
