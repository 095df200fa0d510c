package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/**
 * Which versions of the tenant API a JAR works with: a range within one major version. A version
 * alone is the one that it was built against, so all later ones of that major version do.
 *
 * @param text as the manifest has it
 */
record ApiRange(String text) {

  private static final VersionManager VERSIONS = new DefaultVersionManager();
  private static final Pattern ALONE = Pattern.compile("\\d+\\.\\d+\\.\\d+");
  private static final Pattern FIRST = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

  /** Returns a range to show as an example, and the one that a version alone stands for. */
  static String since(String version) {
    return ">=" + version + " & <" + (major(version) + 1) + ".0.0";
  }

  /**
   * Checks that an engine may load the JAR.
   *
   * @param api the version that the engine has
   * @throws EngineException when it may not
   */
  void check(JarLabel jar, String api) {
    boolean fits;
    boolean knowsNoEnd;
    try {
      fits = holds(api);
      knowsNoEnd = fits && others(major(api)).stream().anyMatch(this::holds);
    } catch (RuntimeException e) {
      throw jar.refusal(
          FailureCode.PLUGIN_MANIFEST,
          "has Plugin-Requires '"
              + text
              + "' in its manifest: expected the version it is built against, or a range of"
              + " versions, for example "
              + since(api),
          e);
    }
    if (knowsNoEnd) {
      throw jar.refusal(
          FailureCode.PLUGIN_MANIFEST,
          "has Plugin-Requires '"
              + text
              + "' in its manifest, of more than one major version: nobody can know that it works"
              + " with another one, so write for example "
              + since(api));
    }
    if (!fits) {
      throw jar.refusal(
          FailureCode.PLUGIN_API_VERSION,
          "requires tenant API " + text + " but the engine has " + api + advice(api));
    }
  }

  private boolean holds(String version) {
    return VERSIONS.checkVersionConstraint(
        version, ALONE.matcher(text).matches() ? since(text) : text);
  }

  private static List<String> others(int major) {
    String next = (major + 1) + ".0.0";
    return major == 0 ? List.of(next) : List.of(next, (major - 1) + ".999999.0");
  }

  private String advice(String api) {
    String built = first();
    if (VERSIONS.compareVersions(built, api) > 0) {
      return ", which is older: build it against tenant-api "
          + api
          + ", or have the engine upgraded";
    }
    return major(built) < major(api)
        ? ", in which things may have been removed: build it against tenant-api " + api
        : ", which has all that was there before: write Plugin-Requires: " + built;
  }

  /** Returns the version that the text begins with. */
  private String first() {
    Matcher first = FIRST.matcher(text);
    if (!first.find()) {
      return "0.0.0";
    }
    return first.group(1) + "." + orZero(first.group(2)) + "." + orZero(first.group(3));
  }

  private static String orZero(@Nullable String digits) {
    return digits == null ? "0" : digits;
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }
}
