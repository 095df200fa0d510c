package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the block of an app's settings into a text that any worker can read again. The place of
 * each value, file and line, goes along as a comment in front of it.
 */
final class SettingsText {

  private static final ConfigRenderOptions FORMAT =
      ConfigRenderOptions.defaults().setJson(false).setComments(false).setOriginComments(true);

  private SettingsText() {}

  /** Returns the block of a key as text; its keys are free. */
  static String render(ConfigReader block, String key, Problems problems) {
    ConfigValue value = block.raw(key);
    if (!(value instanceof ConfigObject object)) {
      block.expected(key, "a block { ... }");
      return "";
    }
    return object.isEmpty() ? "" : ((ConfigObject) placed(object, problems)).render(FORMAT);
  }

  /** Returns the keys of a rendered block that seem to name secrets, sorted. */
  static List<String> secrets(String hocon) {
    return ConfigFactory.parseString(hocon).entrySet().stream()
        .map(Map.Entry::getKey)
        .filter(Display::isSecret)
        .map(key -> "settings." + key)
        .sorted()
        .toList();
  }

  /** Returns the place that stands in front of a value; null when there is none. */
  static @Nullable String place(ConfigValue value) {
    List<String> comments = value.origin().comments();
    return comments.isEmpty() ? null : comments.get(comments.size() - 1).strip();
  }

  private static ConfigValue placed(ConfigValue value, Problems problems) {
    ConfigValue copy = value;
    if (value instanceof ConfigObject object) {
      Map<String, ConfigValue> values = new LinkedHashMap<>();
      object.forEach((key, each) -> values.put(key, placed(each, problems)));
      copy = ConfigValueFactory.fromMap(values);
    } else if (value instanceof ConfigList list) {
      List<ConfigValue> values = new ArrayList<>();
      list.forEach(each -> values.add(placed(each, problems)));
      copy = ConfigValueFactory.fromIterable(values);
    }
    return copy.withOrigin(ConfigOriginFactory.newSimple(problems.where(value.origin())));
  }
}
