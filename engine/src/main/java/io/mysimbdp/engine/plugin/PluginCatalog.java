package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tenants' apps of one plugins folder, and the JARs there that are none. Immutable until
 * closed; safe for all threads.
 */
public final class PluginCatalog implements AutoCloseable {

  private final List<LoadedPlugin> plugins;
  private final List<PluginFailure> failures;
  private final TenantPlugins pf4j;
  private final PrivateCopies copies;

  PluginCatalog(
      List<LoadedPlugin> plugins,
      List<PluginFailure> failures,
      TenantPlugins pf4j,
      PrivateCopies copies) {
    this.plugins = List.copyOf(plugins);
    this.failures = List.copyOf(failures);
    this.pf4j = pf4j;
    this.copies = copies;
  }

  /**
   * Loads all {@code *.jar} files that lie directly in a folder; other files, and those whose name
   * begins with a dot, are ignored. The JARs are copied first and may be replaced at any time. A
   * JAR that cannot be loaded becomes a failure, as does a folder that is missing. No code of a
   * tenant runs.
   *
   * @param apiVersion version of the tenant API, for example {@code 1.0.0}; a snapshot counts as
   *     the release it will become
   * @throws EngineException when no temporary folder can be made for the copies
   * @throws IllegalArgumentException when the version is no such version
   */
  public static PluginCatalog load(Path pluginsDirectory, String apiVersion) {
    return new CatalogLoading(pluginsDirectory, ApiVersion.release(apiVersion)).load();
  }

  /** Returns the plugins, sorted by id; unmodifiable. */
  public List<LoadedPlugin> plugins() {
    return plugins;
  }

  /** Returns what was not loaded, sorted by the JAR's name; unmodifiable. */
  public List<PluginFailure> failures() {
    return failures;
  }

  /** Returns the plugin with this id. */
  public Optional<LoadedPlugin> find(String id) {
    return plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
  }

  /**
   * Closes the loaders and deletes the copies. A second call does nothing. An app that still runs
   * finds no further classes.
   */
  @Override
  public void close() {
    pf4j.unloadPlugins();
    copies.close();
  }
}
