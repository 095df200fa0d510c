package io.mysimbdp.engine.plugin;

import java.nio.file.Path;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;

/** pf4j with our class loader in place of its own, which would show the engine to every tenant. */
final class TenantPlugins extends JarPluginManager {

  TenantPlugins(Path copies, String apiVersion) {
    super(copies);
    // Until this is set, pf4j takes no notice of Plugin-Requires.
    setSystemVersion(apiVersion);
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new PluginLoader() {
      @Override
      public boolean isApplicable(Path path) {
        return true;
      }

      @Override
      public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
        TenantLoader loader =
            new TenantLoader(
                TenantPlugins.this,
                descriptor,
                new SharedLoader(TenantPlugins.class.getClassLoader()));
        loader.addFile(path.toFile());
        return loader;
      }
    };
  }
}
