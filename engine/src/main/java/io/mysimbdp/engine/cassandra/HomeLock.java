package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two engines from starting or stopping the server of one folder at the same time. The
 * operating system frees the lock when its process ends, however it ends.
 */
final class HomeLock implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; waits while another has it, but not longer than this. */
  static HomeLock take(Path file, Duration atMost, Pause pause, Consumer<String> progress) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        for (long tries = atMost.dividedBy(INTERVAL); !tryLock(channel); tries--) {
          if (tries <= 0) {
            throw new EngineException(
                FailureCode.CASSANDRA_START,
                "Another engine has been starting or stopping this Cassandra for "
                    + atMost.toSeconds()
                    + " s; it holds "
                    + file);
          }
          if (tries == atMost.dividedBy(INTERVAL)) {
            progress.accept("Waiting for another engine that starts or stops this Cassandra");
          }
          pause.pause(INTERVAL);
        }
      } catch (InterruptedException e) {
        channel.close();
        Thread.currentThread().interrupt();
        throw new EngineException(FailureCode.CANCELLED, "Interrupted while waiting", e);
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot lock " + file + ": " + e, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this process.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot free a lock: " + e, e);
    }
  }
}
