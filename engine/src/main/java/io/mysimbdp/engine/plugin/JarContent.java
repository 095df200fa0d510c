package io.mysimbdp.engine.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file of the plugins folder turned out to be: a plugin, loaded, or a failure.
 *
 * @param plugin null when there is a failure
 * @param failure null when there is a plugin
 * @param passing whether the failure says nothing about the file, which is to be tried again
 */
record JarContent(@Nullable LoadedPlugin plugin, @Nullable PluginFailure failure, boolean passing) {

  static JarContent of(LoadedPlugin plugin) {
    return new JarContent(plugin, null, false);
  }

  static JarContent of(PluginFailure failure, boolean passing) {
    return new JarContent(null, failure, passing);
  }

  /** Returns the Plugin-Id that the file claims, broken or not. */
  Optional<String> id() {
    if (plugin != null) {
      return Optional.of(plugin.id());
    }
    return failure == null ? Optional.empty() : failure.pluginId();
  }
}
