package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.mysimbdp.engine.config.Entitlement.Layer;
import io.mysimbdp.engine.config.Setting.Overridden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists the effective settings of a configuration, with the place of each. */
final class SettingsList {

  private static final String HIDDEN = "******";
  private static final String NOT_SET = "not set";
  private static final String KEY = "v";

  private final String own;
  private final List<Layer> layers;
  private final Layer bounds;
  private final Problems problems;

  /**
   * Makes a lister.
   *
   * @param own who speaks where no layer does
   * @param layers who else speaks, from the strongest to the weakest
   * @param bounds who speaks only where others want too much
   */
  SettingsList(String own, List<Layer> layers, Layer bounds, Problems problems) {
    this.own = own;
    this.layers = layers;
    this.bounds = bounds;
    this.problems = problems;
  }

  /**
   * Lists.
   *
   * @param reader the one that has bound the configuration, and so knows the keys and their units
   * @param effective the configuration that holds
   */
  List<Setting> of(ConfigReader reader, Config effective) {
    List<Setting> settings = new ArrayList<>();
    reader
        .units()
        .forEach(
            (path, unit) -> {
              ConfigValue value = KeyPath.find(effective, path);
              if (value != null) {
                settings.add(setting(path, unit, value));
              }
            });
    return List.copyOf(settings);
  }

  private Setting setting(String path, Unit unit, ConfigValue value) {
    ConfigValue bound = KeyPath.find(bounds.block(), path);
    boolean isBound = bound != null && isSame(bound, value);
    String source = isBound ? bounds.name() : own;
    List<Overridden> overrides = new ArrayList<>();
    List<ConfigOrigin> seen = new ArrayList<>(List.of(value.origin()));
    for (Layer layer : layers) {
      ConfigValue other = KeyPath.find(layer.block(), path);
      if (other == null) {
        continue;
      }
      if (isSame(other, value)) {
        // The weakest layer with it has brought it in; those above have only handed it on.
        source = layer.name();
      } else if (!seen.contains(other.origin())) {
        seen.add(other.origin());
        overrides.add(
            new Overridden(
                rendered(path, other), nameOf(path, other), problems.place(other.origin())));
      }
    }
    return new Setting(
        path, rendered(path, value), unit, source, problems.place(value.origin()), overrides);
  }

  /** A substitution may make another value in the same place. */
  private static boolean isSame(ConfigValue a, ConfigValue b) {
    return a.origin().equals(b.origin()) && a.equals(b);
  }

  /** Returns the weakest layer that holds this very value. */
  private String nameOf(String path, ConfigValue value) {
    String name = own;
    for (Layer layer : layers) {
      ConfigValue held = KeyPath.find(layer.block(), path);
      if (held != null && isSame(held, value)) {
        name = layer.name();
      }
    }
    return name;
  }

  private static String rendered(String path, ConfigValue value) {
    if (value.valueType() == ConfigValueType.NULL) {
      return NOT_SET;
    }
    if (Display.isSecret(path, value) && !(value instanceof ConfigObject)) {
      return HIDDEN;
    }
    if (value instanceof ConfigList list) {
      return list.stream()
          .map(element -> rendered(path, element))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof ConfigObject object) {
      return object.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(
              entry ->
                  entry.getKey() + " = " + rendered(path + "." + entry.getKey(), entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    // A number as it is written: as a binary fraction, a price would look like another one.
    String text =
        value.valueType() == ConfigValueType.NUMBER
            ? value.atKey(KEY).getString(KEY)
            : String.valueOf(value.unwrapped());
    return text.isBlank() || text.chars().anyMatch(Character::isISOControl)
        ? value.render(ConfigRenderOptions.concise())
        : text;
  }
}
