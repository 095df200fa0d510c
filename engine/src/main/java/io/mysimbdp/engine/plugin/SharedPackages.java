package io.mysimbdp.engine.plugin;

import java.util.List;

/**
 * The packages whose classes a tenant's app shares with the engine, with all below them: the tenant
 * API and what its signatures name. Objects of these types cross the border, so there can be only
 * one copy of each class.
 */
final class SharedPackages {

  /** The driver's DSE part is here because its {@code CqlSession} extends interfaces of it. */
  private static final List<String> PREFIXES =
      List.of(
          "io.mysimbdp.tenant.",
          "com.datastax.oss.driver.api.",
          "com.datastax.dse.driver.api.",
          "org.slf4j.",
          "org.jspecify.");

  private SharedPackages() {}

  /** Tells whether a class, by its name with dots, is shared. */
  static boolean holdClass(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Tells whether a resource, by its path with slashes, lies in a shared package. */
  static boolean holdResource(String path) {
    return !path.contains("..") && holdClass(path.replace('/', '.'));
  }
}
