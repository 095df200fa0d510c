package io.mysimbdp.engine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that {@code conf/engine.conf} lists: its profile, or what is wrong with it.
 *
 * @param tenantId the tenant's id
 * @param folder its folder, absolute; it need not exist when there are problems
 * @param profile its profile; null exactly when there are problems
 * @param problems what is wrong, by file and line; empty when there is a profile
 * @param settings the effective settings by key; empty when there are problems
 */
public record Registration(
    String tenantId,
    Path folder,
    @Nullable TenantProfile profile,
    List<Problem> problems,
    List<Setting> settings) {

  /** Checks and copies. */
  public Registration {
    Objects.requireNonNull(tenantId, "tenantId");
    Objects.requireNonNull(folder, "folder");
    problems = List.copyOf(problems);
    settings = List.copyOf(settings);
    if ((profile == null) == problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Tenant " + tenantId + " needs either a profile or problems");
    }
  }

  static Registration broken(String tenantId, Path folder, List<Problem> problems) {
    return new Registration(tenantId, folder, null, problems, List.of());
  }

  /** Tells whether the tenant can be run. */
  public boolean isUsable() {
    return profile != null;
  }

  /**
   * Returns the profile.
   *
   * @throws ConfigException when the tenant has problems instead
   */
  public TenantProfile requireProfile() {
    if (profile == null) {
      throw new ConfigException(problems);
    }
    return profile;
  }
}
