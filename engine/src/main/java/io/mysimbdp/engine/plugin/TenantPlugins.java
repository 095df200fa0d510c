package io.mysimbdp.engine.plugin;

import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;

/**
 * pf4j, set up for one JAR of a tenant: its descriptor from the manifest only, a loader of our own.
 * One for each JAR, for pf4j holds one version of a plugin, and two may be in use; and with it goes
 * whatever pf4j remembers of the JAR.
 */
final class TenantPlugins extends DefaultPluginManager {

  /**
   * Loads nothing yet.
   *
   * @param apiVersion without it pf4j would ignore what the plugin requires
   */
  TenantPlugins(Path folder, String apiVersion) {
    super(folder);
    setSystemVersion(apiVersion);
    setExactVersionAllowed(true);
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new ManifestPluginDescriptorFinder();
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new TenantPluginLoader();
  }
}
