package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JAR that was looked through as a run would, before it is let into plugins/.
 *
 * @param source where it lies now
 * @param pluginId its id
 * @param version its version
 * @param target where it goes: named by its id, so that a newer version replaces it
 * @param isThere whether that very JAR lies there already
 */
record NewTenantJar(Path source, String pluginId, String version, Path target, boolean isThere) {

  /**
   * Looks through a JAR.
   *
   * @param trust which JARs may run
   * @throws EngineException when it cannot be loaded, or another JAR with its id is in plugins/
   */
  static NewTenantJar of(Path source, Home home, PluginTrust trust) {
    try {
      return placed(InspectedJar.of(source, trust), home);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot read " + source + ": " + e, e);
    }
  }

  private static NewTenantJar placed(InspectedJar jar, Home home) throws IOException {
    Path source = jar.source();
    Path target = home.plugins().resolve(jar.pluginId() + ".jar");
    Path other =
        PluginManifests.read(home.plugins(), Versions.TENANT_API)
            .find(jar.pluginId())
            .map(found -> home.plugins().resolve(found.jar()))
            .orElse(target);
    boolean isThere = Files.exists(other);
    if (isThere && Files.mismatch(source, other) != -1) {
      throw new EngineException(
          FailureCode.PLUGIN_DUPLICATE_ID,
          "plugins/"
              + other.getFileName()
              + " is there already and differs from "
              + source
              + ", which has Plugin-Id "
              + jar.pluginId()
              + " as well; leave out --jar to use it, or replace it first");
    }
    return new NewTenantJar(source, jar.pluginId(), jar.version(), other, isThere);
  }
}
