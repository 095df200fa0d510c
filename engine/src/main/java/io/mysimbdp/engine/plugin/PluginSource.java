package io.mysimbdp.engine.plugin;

import java.util.Optional;

/** Where the JARs of runs come from. Safe for all threads. */
@FunctionalInterface
public interface PluginSource {

  /**
   * Pins one version of a plugin. Empty when it cannot be had.
   *
   * @param sha256 of the JAR, in hexadecimal digits
   */
  Optional<Pin> pin(String id, String sha256);
}
