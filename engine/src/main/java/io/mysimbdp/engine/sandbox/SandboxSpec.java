package io.mysimbdp.engine.sandbox;

import io.mysimbdp.engine.config.SandboxProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox is to hold.
 *
 * @param tenant the id of its only tenant; need not be registered
 * @param plan the plan that it is on; null: what the installation says of it
 * @param jar its JAR, to be copied
 * @param pluginId the Plugin-Id of the JAR
 * @param profile its tenant.conf
 * @param tenantLines further lines of tenant.conf, behind all others
 * @param engineLines further lines of engine.conf, behind all others
 */
public record SandboxSpec(
    String tenant,
    @Nullable String plan,
    Path jar,
    String pluginId,
    SandboxProfile profile,
    List<String> tenantLines,
    List<String> engineLines) {

  /** Checks and copies. */
  public SandboxSpec {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(pluginId, "pluginId");
    Objects.requireNonNull(profile, "profile");
    tenantLines = List.copyOf(tenantLines);
    engineLines = List.copyOf(engineLines);
  }
}
