package io.mysimbdp.engine.plugin;

import java.net.MalformedURLException;
import java.nio.file.Path;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;

/** Gives pf4j the loader of our own: its default shows the whole engine to the plugin. */
final class TenantPluginLoader implements PluginLoader {

  private final SharedClassLoader shared =
      new SharedClassLoader(TenantPluginLoader.class.getClassLoader());

  @Override
  public boolean isApplicable(Path jar) {
    return true;
  }

  @Override
  public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
    try {
      return new TenantClassLoader(
          descriptor.getPluginId(), descriptor.getVersion(), jar.toUri().toURL(), shared);
    } catch (MalformedURLException e) {
      throw new PluginRuntimeException(e, "No URL for {}", jar);
    }
  }
}
