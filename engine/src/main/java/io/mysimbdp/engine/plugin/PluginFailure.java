package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a JAR was not loaded.
 *
 * @param jar the file's name; that of the folder where the folder itself is at fault
 * @param pluginId the id that the JAR gives itself, where it could be read
 * @param code the kind of failure
 * @param message one sentence that begins with {@code plugins/} and the file's name
 */
public record PluginFailure(
    String jar, Optional<String> pluginId, FailureCode code, String message) {

  /** Checks. */
  public PluginFailure {
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(pluginId, "pluginId");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
