package io.mysimbdp.engine.machine;

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
public final class HomeLock implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final FileChannel channel;

  /**
   * What a lock is for.
   *
   * @param name of the server, for messages
   * @param code of the failure when it is not to be had
   */
  public record Purpose(String name, FailureCode code) {}

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock; waits while another has it.
   *
   * @param file made when there is none; its folder must exist
   * @param atMost how long to wait
   * @param progress hears that there is a wait
   * @throws EngineException when it is not to be had
   */
  public static HomeLock take(
      Path file, Purpose purpose, Duration atMost, Pause pause, Consumer<String> progress) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        for (long tries = atMost.dividedBy(INTERVAL); !tryLock(channel); tries--) {
          if (tries <= 0) {
            throw new EngineException(
                purpose.code(),
                "Another engine has been starting or stopping this "
                    + purpose.name()
                    + " for "
                    + atMost.toSeconds()
                    + " s; it holds "
                    + file);
          }
          if (tries == atMost.dividedBy(INTERVAL)) {
            progress.accept(
                "Waiting for another engine that starts or stops this " + purpose.name());
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
