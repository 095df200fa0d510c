package io.mysimbdp.engine.plugin;

import java.util.List;

/**
 * The packages that tenant apps and the engine have in common. Their classes always come from the
 * engine, so that an object can pass between the two.
 */
final class SharedPackages {

  private static final List<String> PREFIXES =
      List.of("io.mysimbdp.tenant.", "com.datastax.oss.driver.api.", "org.slf4j.", "org.jspecify.");
  private static final List<String> PATHS =
      PREFIXES.stream().map(prefix -> prefix.replace('.', '/')).toList();

  private SharedPackages() {}

  /** Tells whether a class, named with dots, is shared. */
  static boolean holdsClass(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Tells whether a resource, named with slashes, is shared. */
  static boolean holdsResource(String name) {
    return PATHS.stream().anyMatch(name::startsWith);
  }
}
