package io.mysimbdp.engine.confine;

import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system properties that tenants see: what tells of the platform, and nothing of the engine.
 */
final class VisibleProperties {

  private static final String TEMPORARY = "java.io.tmpdir";

  private static final Set<String> NAMES =
      Set.of(
          "file.encoding",
          "file.separator",
          "java.class.version",
          "java.runtime.name",
          "java.runtime.version",
          "java.specification.name",
          "java.specification.vendor",
          "java.specification.version",
          "java.vendor",
          "java.vendor.url",
          "java.version",
          "java.version.date",
          "java.vm.name",
          "java.vm.specification.version",
          "java.vm.vendor",
          "java.vm.version",
          "line.separator",
          "native.encoding",
          "os.arch",
          "os.name",
          "os.version",
          "path.separator",
          "user.language",
          "user.timezone");

  private VisibleProperties() {}

  static @Nullable String get(String name) {
    if (name.equals(TEMPORARY)) {
      return new Call("java.lang.System.getProperty", new Object[0])
          .territory()
          .scratch()
          .path()
          .toString();
    }
    return NAMES.contains(name) ? System.getProperty(name) : null;
  }

  static Properties all() {
    Properties properties = new Properties();
    for (String name : NAMES) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.setProperty(name, value);
      }
    }
    return properties;
  }
}
