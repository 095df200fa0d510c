package io.mysimbdp.engine.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the tenant API, as the ranges of plugins are held against it. */
final class ApiVersion {

  private static final Pattern SHAPE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(-SNAPSHOT)?");

  private ApiVersion() {}

  /**
   * Returns the version without {@code -SNAPSHOT}. A snapshot offers what its release will; taken
   * literally it would be older than its release and in nobody's range.
   *
   * @throws IllegalArgumentException when it is no such version
   */
  static String release(String version) {
    Matcher shape = SHAPE.matcher(version);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "API version '" + version + "': expected three numbers, for example 1.0.0");
    }
    return shape.group(1);
  }
}
