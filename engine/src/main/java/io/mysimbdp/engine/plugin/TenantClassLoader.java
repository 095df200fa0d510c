package io.mysimbdp.engine.plugin;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * The loader of one tenant's JAR. Parent first: the parent holds only what must be shared, so
 * everything else comes from the JAR.
 */
final class TenantClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final String description;

  /**
   * Opens no file yet.
   *
   * @param id of the plugin; also the loader's name, which stands in stack traces
   */
  TenantClassLoader(String id, String version, URL jar, SharedClassLoader shared) {
    super(id, new URL[] {jar}, shared);
    this.description = "tenant app " + id + " " + version;
  }

  @Override
  public String toString() {
    return description;
  }
}
