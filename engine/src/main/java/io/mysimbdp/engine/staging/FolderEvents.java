package io.mysimbdp.engine.staging;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes in folders from the file system: what is directly inside of them, not deeper. A
 * help only: some file systems tell nothing, and events can be lost, so whoever listens looks for
 * himself from time to time as well. Safe for several threads.
 */
public final class FolderEvents implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

  private FolderEvents(@Nullable WatchService service) {
    this.service = service;
  }

  /**
   * Begins to listen, to no folder yet.
   *
   * @param changed is called with a folder in which something has changed, on a thread of its own;
   *     several changes make one call or several
   */
  public static FolderEvents open(Consumer<Path> changed) {
    WatchService service;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("The file system tells of no changes, folders are only looked at: {}", e.toString());
      return new FolderEvents(null);
    }
    Thread thread = new Thread(() -> listen(service, changed), "folder-events");
    thread.setDaemon(true);
    thread.start();
    return new FolderEvents(service);
  }

  private static void listen(WatchService service, Consumer<Path> changed) {
    try {
      while (true) {
        WatchKey key = service.take();
        // An overflow is an event like the others: the folder is looked at.
        boolean any = !key.pollEvents().isEmpty();
        key.reset();
        if (any && key.watchable() instanceof Path folder) {
          changed.accept(folder);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("No more events of folders are listened to");
    }
  }

  /** Listens to a folder as well; one that cannot be listened to is passed over. */
  public void watch(Path folder) {
    if (service == null) {
      return;
    }
    WatchKey known = keys.get(folder);
    if (known != null && known.isValid()) {
      return;
    }
    try {
      keys.put(
          folder,
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE));
    } catch (IOException e) {
      LOG.debug("No events of folder {} can be had", folder, e);
    }
  }

  /** Listens to a folder no more. */
  public void forget(Path folder) {
    WatchKey key = keys.remove(folder);
    if (key != null) {
      key.cancel();
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        LOG.debug("Events of folders cannot be closed", e);
      }
    }
  }
}
