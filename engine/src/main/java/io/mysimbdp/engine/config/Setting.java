package io.mysimbdp.engine.config;

import java.util.List;

/**
 * The effective value of one key, and where it comes from.
 *
 * @param key its path
 * @param value as the configuration writes it; hidden for secrets
 * @param unit what it counts
 * @param source who has set it: default, profile, a plan, a grant, caps, or the tenant
 * @param where the file and line
 * @param overrides what it was set to by others, the strongest first
 */
public record Setting(
    String key, String value, Unit unit, String source, String where, List<Overridden> overrides) {

  /** Copies. */
  public Setting {
    overrides = List.copyOf(overrides);
  }

  /**
   * A value without effect.
   *
   * @param value as the configuration writes it
   * @param source who has set it
   * @param where the file and line
   */
  public record Overridden(String value, String source, String where) {}
}
