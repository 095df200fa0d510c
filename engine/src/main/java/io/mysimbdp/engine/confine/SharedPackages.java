package io.mysimbdp.engine.confine;

import java.util.List;
import java.util.Set;

/**
 * The packages whose classes a tenant's app shares with the engine: the tenant API and what its
 * signatures name. Objects of these types cross the border, so there can be only one copy of each
 * class.
 */
public final class SharedPackages {

  /**
   * Shared with all below them. The driver's DSE part is here because its {@code CqlSession}
   * extends interfaces of it.
   */
  private static final List<String> PREFIXES =
      List.of(
          "io.mysimbdp.tenant.",
          "com.datastax.oss.driver.api.",
          "com.datastax.dse.driver.api.",
          "org.jspecify.");

  /**
   * Shared without what lies below them: there, bindings and bridges of slf4j have their classes,
   * which a JAR may well bring along.
   */
  private static final Set<String> EXACTLY =
      Set.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

  /** What the calls of rewritten classes go through. */
  private static final String CHECKPOINT = Checkpoint.class.getName();

  private SharedPackages() {}

  /** Tells whether a class, by its name with dots, is shared. */
  public static boolean holdClass(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith)
        || EXACTLY.contains(packageOf(name))
        || name.equals(CHECKPOINT);
  }

  /** Tells whether a resource, by its path with slashes, lies in a shared package. */
  public static boolean holdResource(String path) {
    String anyClassBeside = path.substring(0, path.lastIndexOf('/') + 1).replace('/', '.') + "X";
    return !path.contains("..") && holdClass(anyClassBeside);
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }
}
