package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginSource;
import io.mysimbdp.spark.EngineSeat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The tenants' JARs of an executor: each is fetched when the first run names it, by its SHA-256,
 * and kept for the next ones. Whether it may run, the engine has decided. Safe for all threads.
 */
final class ShippedPlugins implements PluginSource, AutoCloseable {

  /** How many are kept, those in use not counted; the one not used for the longest goes first. */
  private static final int MOST_KEPT = 64;

  private final Path folder;
  private final String apiVersion;
  private final EngineSeat.JarSource jars;
  // Guarded by this; in the order of their last use.
  private final Map<String, FutureTask<PluginCatalog>> catalogs =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Keeps JARs in a folder, which is made.
   *
   * @param apiVersion the version of the tenant API
   */
  ShippedPlugins(Path folder, String apiVersion, EngineSeat.JarSource jars) {
    this.folder = folder;
    this.apiVersion = apiVersion;
    this.jars = jars;
  }

  @Override
  public Optional<Pin> pin(String id, String sha256) {
    while (true) {
      FutureTask<PluginCatalog> wanted;
      synchronized (this) {
        wanted = catalogs.computeIfAbsent(sha256, key -> new FutureTask<>(() -> fetch(key)));
      }
      wanted.run(); // Does nothing where it has been run, or is.
      PluginCatalog catalog = loaded(sha256, wanted);
      synchronized (this) {
        if (catalogs.get(sha256) == wanted) {
          Optional<Pin> pin = catalog.pin(id, sha256);
          forgetSome();
          return pin;
        }
      }
    }
  }

  private PluginCatalog loaded(String sha256, FutureTask<PluginCatalog> wanted) {
    try {
      return wanted.get();
    } catch (ExecutionException e) {
      synchronized (this) {
        catalogs.remove(sha256, wanted);
      }
      throw new EngineException(
          FailureCode.PLUGIN_MISSING,
          "the tenant's JAR could not be brought to the executor: " + e.getCause(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(FailureCode.CANCELLED, "interrupted while the JAR was fetched", e);
    }
  }

  private PluginCatalog fetch(String sha256) throws IOException {
    Path own = Files.createDirectories(folder.resolve(sha256));
    try (OutputStream out = Files.newOutputStream(own.resolve("app.jar"))) {
      long offset = 0;
      for (byte[] part = jars.part(sha256, offset);
          part.length > 0;
          part = jars.part(sha256, offset)) {
        out.write(part);
        offset += part.length;
      }
    }
    // What it is loaded as goes by the digest of what has come: another one finds no run.
    return PluginCatalog.load(own, apiVersion);
  }

  private void forgetSome() {
    Iterator<FutureTask<PluginCatalog>> eldest = catalogs.values().iterator();
    for (int surplus = catalogs.size() - MOST_KEPT; surplus > 0 && eldest.hasNext(); surplus--) {
      Optional<PluginCatalog> idle = there(eldest.next()).filter(catalog -> !catalog.isInUse());
      if (idle.isPresent()) {
        idle.get().close();
        eldest.remove();
      }
    }
  }

  /** Returns what has been fetched; empty when it is not there yet, or never will be. */
  private static Optional<PluginCatalog> there(FutureTask<PluginCatalog> task) {
    if (!task.isDone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(task.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    catalogs.values().forEach(task -> there(task).ifPresent(PluginCatalog::close));
    catalogs.clear();
  }
}
