package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;

/** Gives pf4j the loader of our own: its default shows the whole engine to the plugin. */
final class TenantPluginLoader implements PluginLoader {

  /**
   * One for all: it holds nothing of any tenant, and pf4j asks for the loader too early to pass it.
   */
  private static final SharedClassLoader SHARED =
      new SharedClassLoader(TenantPluginLoader.class.getClassLoader());

  @Override
  public boolean isApplicable(Path jar) {
    return true;
  }

  @Override
  public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
    try {
      return new TenantClassLoader(descriptor.getPluginId(), descriptor.getVersion(), jar, SHARED);
    } catch (IOException e) {
      throw new PluginRuntimeException(e, "{} cannot be opened", jar);
    }
  }
}
