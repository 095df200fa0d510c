package io.mysimbdp.engine.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a tenant as they hold: where a value stands for another one, or several hold side
 * by side, what the profile came to.
 */
final class EffectiveSettings {

  private static final String PLAN = "plan";

  private EffectiveSettings() {}

  /**
   * Returns the list with what the profile came to.
   *
   * @param listed the settings as they are written
   */
  static List<Setting> of(TenantProfile profile, List<Setting> listed) {
    List<Setting> settings = new ArrayList<>();
    settings.add(
        new Setting(
            PLAN,
            profile.plan() == null ? "none" : profile.plan(),
            Unit.NONE,
            profile.plan() == null ? Entitlement.DEFAULT : "plan-of or default-plan",
            "conf/engine.conf",
            List.of()));
    for (Setting setting : listed) {
      switch (setting.key()) {
        case "plugin" -> settings.add(with(setting, profile.pluginId()));
        case "keyspace" -> settings.add(with(setting, profile.keyspace()));
        case "keyspaces" ->
            settings.add(with(setting, setting.value().replace("{tenant}", profile.id())));
        case "tables" -> settings.add(with(setting, "[" + profile.tables() + "]"));
        case LimitKey.RUN_WINDOWS -> settings.addAll(windows(setting, profile.runWindows()));
        default -> settings.add(setting);
      }
    }
    return List.copyOf(settings);
  }

  private static Setting with(Setting setting, String value) {
    return new Setting(
        setting.key(),
        value,
        setting.unit(),
        setting.source(),
        setting.where(),
        setting.overrides());
  }

  /** All windows hold, so each is a row of its own and overrides nothing. */
  private static List<Setting> windows(Setting setting, RunWindows windows) {
    if (windows.groups().isEmpty()) {
      return List.of(setting);
    }
    return windows.groups().stream()
        .map(
            group -> {
              int comma = group.source().lastIndexOf(", ");
              return new Setting(
                  setting.key(),
                  "[" + String.join(", ", group.crons()) + "] " + group.zone(),
                  setting.unit(),
                  group.source().substring(0, comma),
                  group.source().substring(comma + 2),
                  List.of());
            })
        .toList();
  }
}
