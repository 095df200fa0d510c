package io.mysimbdp.engine.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what an edit has changed beside what it was meant to change. */
final class ConfigDrift {

  /** The keys that are edited; what they hold is compared by whoever edits them. */
  private static final Set<String> EDITED = Set.of("tenants", "suspended", "plan-of", "grants");

  private ConfigDrift() {}

  /**
   * Compares.
   *
   * @param newTenant a tenant that is only there afterwards; null: there is none
   * @return a key or a tenant that is not what it was
   */
  static Optional<String> find(
      Installation before, Installation after, @Nullable String newTenant) {
    Map<String, String> values = values(before);
    Map<String, String> changed = values(after);
    Set<String> keys = new HashSet<>(values.keySet());
    keys.addAll(changed.keySet());
    for (String key : keys) {
      String value = values.get(key);
      if (value == null || !value.equals(changed.get(key))) {
        return Optional.of(key);
      }
    }
    Map<String, String> profiles = profiles(before);
    for (Registration registration : after.registrations()) {
      String id = registration.tenantId();
      if (!id.equals(newTenant)
          && !String.valueOf(registration.profile()).equals(profiles.get(id))) {
        return Optional.of("tenant " + id);
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> values(Installation installation) {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : installation.settings()) {
      if (EDITED.stream()
          .noneMatch(key -> setting.key().equals(key) || setting.key().startsWith(key + "."))) {
        values.put(setting.key(), setting.value());
      }
    }
    return values;
  }

  private static Map<String, String> profiles(Installation installation) {
    Map<String, String> profiles = new HashMap<>();
    installation
        .registrations()
        .forEach(each -> profiles.put(each.tenantId(), String.valueOf(each.profile())));
    return profiles;
  }
}
