package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JAR that was looked through as a run would, before it is let into plugins/.
 *
 * @param source where it lies now
 * @param pluginId its id
 * @param version its version
 * @param target where it goes: named by its id, so that a newer version replaces it
 * @param isThere whether that very JAR lies there already
 */
record NewTenantJar(Path source, String pluginId, String version, Path target, boolean isThere) {

  /**
   * Looks through a JAR.
   *
   * @param trust which JARs may run
   * @throws EngineException when it cannot be loaded, or another JAR with its id is in plugins/
   */
  static NewTenantJar of(Path source, Home home, PluginTrust trust) {
    Path folder = null;
    Path copy = null;
    try {
      if (!Files.isRegularFile(source)) {
        throw new EngineException(
            FailureCode.PLUGIN_UNREADABLE, "Expected a JAR file, found none at " + source);
      }
      folder = Files.createTempDirectory("mysimbdp-jar");
      copy = Files.copy(source, folder.resolve("new.jar"));
      try (PluginCatalog catalog = PluginCatalog.load(folder, Versions.TENANT_API, trust)) {
        if (!catalog.failures().isEmpty()) {
          throw new EngineException(
              catalog.failures().get(0).code(),
              catalog.failures().get(0).message().replace("plugins/new.jar", source.toString()));
        }
        return placed(source, catalog.plugins().get(0), home);
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot copy " + source + ": " + e, e);
    } finally {
      delete(copy);
      delete(folder);
    }
  }

  private static NewTenantJar placed(Path source, LoadedPlugin plugin, Home home)
      throws IOException {
    Path target = home.plugins().resolve(plugin.id() + ".jar");
    Path other =
        PluginManifests.read(home.plugins(), Versions.TENANT_API)
            .find(plugin.id())
            .map(found -> home.plugins().resolve(found.jar()))
            .orElse(target);
    boolean isThere = Files.exists(other);
    if (isThere && Files.mismatch(source, other) != -1) {
      throw new EngineException(
          FailureCode.PLUGIN_DUPLICATE_ID,
          "plugins/"
              + other.getFileName()
              + " is there already and differs from "
              + source
              + ", which has Plugin-Id "
              + plugin.id()
              + " as well; leave out --jar to use it, or replace it first");
    }
    return new NewTenantJar(source, plugin.id(), plugin.version(), other, isThere);
  }

  private static void delete(@Nullable Path path) {
    if (path != null) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new EngineException(FailureCode.DISK, "Cannot delete " + path + ": " + e, e);
      }
    }
  }
}
