package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * The class loader of one tenant JAR. Classes of the JDK and of the shared packages come from the
 * parent, all else from the JAR and from nowhere else; resources and service files likewise.
 */
final class TenantLoader extends PluginClassLoader {

  private final String id;

  TenantLoader(PluginManager manager, PluginDescriptor descriptor, SharedLoader parent) {
    super(manager, descriptor, parent);
    this.id = descriptor.getPluginId() + "@" + descriptor.getVersion();
  }

  @Override
  public Class<?> loadClass(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return getParent().loadClass(name);
      } catch (ClassNotFoundException e) {
        return findClass(name);
      }
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : getParent().getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  @Override
  public String toString() {
    return "tenant loader " + id;
  }
}
