package io.mysimbdp.engine.plugin;

import java.nio.file.Path;

/**
 * The open part of a plugin: everything that leads to a class of the tenant, so that nothing does
 * once this is let go.
 *
 * @param copies where {@code copy} belongs to
 * @param lingering is told of the loader once it is closed
 */
record LoadedJar(
    AppClass app,
    ClassLoader loader,
    TenantPlugins pf4j,
    PrivateCopies copies,
    Path copy,
    LingeringLoaders lingering) {

  /** Closes the loader, deletes the copy and has the JDK forget both. */
  void close() {
    pf4j.unloadPlugins();
    copies.delete(copy);
    JdkCaches.forget(loader, copy);
    lingering.add(String.valueOf(loader.getName()), loader);
  }
}
