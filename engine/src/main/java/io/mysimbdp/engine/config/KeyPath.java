package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Finds values by their paths, in configurations that may not be what they should be. */
final class KeyPath {

  private KeyPath() {}

  /** Returns the value at a path, null values included; null when there is none. */
  static @Nullable ConfigValue find(Config config, String path) {
    ConfigValue value = config.root();
    for (String key : ConfigUtil.splitPath(path)) {
      value = value instanceof ConfigObject object ? object.get(key) : null;
      if (value == null) {
        return null;
      }
    }
    return value;
  }
}
