package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two engines on one machine from serving the same tenant at the same time, which would run
 * its files twice. The operating system frees the locks when their process ends, however it ends.
 * Safe for several threads, for different tenants.
 */
final class TenantLocks implements AutoCloseable {

  private final Path folder;
  private final Map<String, FileChannel> channels = new ConcurrentHashMap<>();

  TenantLocks(Home home) {
    this.folder = home.work().resolve("locks");
  }

  /**
   * Takes the lock of a tenant, until it is freed or this is closed.
   *
   * @throws EngineException when another engine has it
   */
  void take(String tenant) {
    Path file = folder.resolve(tenant + ".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new EngineException(
            FailureCode.TENANT_BUSY,
            "another engine is serving tenant " + tenant + " (it holds " + file + ")");
      }
      channels.put(tenant, channel);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot lock " + file + ": " + e, e);
    }
  }

  /** Frees the lock of a tenant, if it was taken. */
  void free(String tenant) {
    FileChannel channel = channels.remove(tenant);
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new EngineException(FailureCode.DISK, "Cannot free a lock: " + e, e);
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(channels.keySet()).forEach(this::free);
  }
}
