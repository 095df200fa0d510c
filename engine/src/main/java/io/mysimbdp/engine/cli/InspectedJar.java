package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JAR that lies anywhere and was looked through as a run would.
 *
 * @param source where it lies
 * @param pluginId its id
 * @param version its version
 */
record InspectedJar(Path source, String pluginId, String version) {

  /**
   * Looks through a JAR.
   *
   * @param trust which JARs may run
   * @throws EngineException when it cannot be loaded
   */
  static InspectedJar of(Path source, PluginTrust trust) {
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
        LoadedPlugin plugin = catalog.plugins().get(0);
        return new InspectedJar(source, plugin.id(), plugin.version());
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot copy " + source + ": " + e, e);
    } finally {
      delete(copy);
      delete(folder);
    }
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
