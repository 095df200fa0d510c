package io.mysimbdp.engine.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks that tell sandboxes in use from those whose process was killed: the operating system frees
 * them when their process ends, however it ends. Safe for all threads.
 */
final class SandboxLocks {

  /**
   * Those of this process: to open and close a lock file of one's own would free the lock, by the
   * rules of POSIX.
   */
  private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

  private SandboxLocks() {}

  /** Takes a lock; tells whether it was free. Not to be called for one file by several threads. */
  static boolean take(Path file) throws IOException {
    if (OWN.containsKey(file)) {
      return false;
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean isTaken = false;
    try {
      isTaken = channel.tryLock() != null;
    } finally {
      if (!isTaken) {
        channel.close();
      }
    }
    if (isTaken) {
      OWN.put(file, channel);
    }
    return isTaken;
  }

  /** Frees a lock of this process, and deletes its file if told so. */
  static void free(Path file, boolean isLast) throws IOException {
    @Nullable FileChannel channel = OWN.get(file);
    if (channel != null) {
      if (isLast) {
        Files.deleteIfExists(file);
      }
      OWN.remove(file);
      channel.close();
    }
  }

  /** Does something while no other process, nor another thread of this one, does it there. */
  static synchronized <T> T alone(Path gate, Work<T> work) throws IOException {
    try (FileChannel channel =
        FileChannel.open(gate, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return work.run();
    }
  }

  /** What is done alone. */
  interface Work<T> {
    T run() throws IOException;
  }
}
