package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.Optional;

/**
 * A JAR that cannot be used.
 *
 * @param jar its file name
 * @param pluginId its id, where it could be read
 * @param code the kind of failure
 * @param message one sentence that names the JAR
 */
public record PluginFailure(
    String jar, Optional<String> pluginId, FailureCode code, String message) {}
