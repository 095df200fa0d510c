package io.mysimbdp.engine.plugin;

import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;

/** pf4j, set up for tenants: descriptors from manifests only, loaders of our own. */
final class TenantPlugins extends DefaultPluginManager {

  /**
   * Loads nothing yet.
   *
   * @param apiVersion without it pf4j would ignore what the plugins require
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
