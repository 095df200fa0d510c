package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Optional;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/**
 * The checked manifest of a tenant's JAR.
 *
 * @param version a semantic version
 * @param requires a version, or a range of versions, of the tenant API
 */
record PluginManifest(String id, String version, String requires) {

  private static final VersionManager VERSIONS = new DefaultVersionManager();

  /** Returns the id if the manifest gives one, checked or not. */
  static Optional<String> id(@Nullable Attributes attributes) {
    return attributes == null
        ? Optional.empty()
        : Optional.ofNullable(text(attributes, "Plugin-Id"));
  }

  /**
   * Checks a manifest.
   *
   * @param attributes its main part, or null when there is none
   * @param apiVersion of the tenant API that the engine has
   * @throws EngineException for the first thing that is wrong
   */
  static PluginManifest of(JarLabel jar, @Nullable Attributes attributes, String apiVersion) {
    if (attributes == null) {
      throw wrong(
          jar,
          "has no META-INF/MANIFEST.MF: expected one with Plugin-Id, Plugin-Version and"
              + " Plugin-Requires");
    }
    PluginManifest manifest =
        new PluginManifest(
            checkedId(jar, attributes),
            checkedVersion(jar, attributes),
            required(jar, attributes, "Plugin-Requires", ApiRange.since(apiVersion)));
    checkAlone(jar, attributes);
    checkNoPluginClass(jar, attributes);
    new ApiRange(manifest.requires()).check(jar, apiVersion);
    return manifest;
  }

  private static String checkedId(JarLabel jar, Attributes attributes) {
    String id = required(jar, attributes, "Plugin-Id", "acme");
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) { // What a profile can name.
      throw wrong(
          jar,
          "has Plugin-Id '"
              + id
              + "' in its manifest: expected a letter or digit, then at most 127 letters, digits,"
              + " '.', '_' or '-'");
    }
    return id;
  }

  private static String checkedVersion(JarLabel jar, Attributes attributes) {
    String version = required(jar, attributes, "Plugin-Version", "1.0.0");
    try {
      VERSIONS.compareVersions(version, version);
    } catch (RuntimeException e) {
      throw jar.refusal(
          FailureCode.PLUGIN_MANIFEST,
          "has Plugin-Version '"
              + version
              + "' in its manifest: expected a semantic version, for example 1.0.0",
          e);
    }
    return version;
  }

  /** A tenant ships one JAR: the places where a manifest can name others must be empty. */
  private static void checkAlone(JarLabel jar, Attributes attributes) {
    for (String name : new String[] {"Class-Path", "Plugin-Dependencies"}) {
      String value = text(attributes, name);
      if (value != null) {
        throw wrong(
            jar,
            "names '"
                + value
                + "' as "
                + name
                + " in its manifest: a tenant ships one JAR, so shade what it needs into it");
      }
    }
  }

  /** The engine starts no plugin of pf4j: its life cycle is that of the app alone. */
  private static void checkNoPluginClass(JarLabel jar, Attributes attributes) {
    String value = text(attributes, "Plugin-Class");
    if (value != null) {
      throw wrong(
          jar,
          "names '"
              + value
              + "' as Plugin-Class in its manifest: the engine would never start it, so leave it"
              + " out");
    }
  }

  private static String required(JarLabel jar, Attributes attributes, String name, String example) {
    String value = text(attributes, name);
    if (value == null) {
      throw wrong(
          jar, "has no " + name + " in its manifest: add for example " + name + ": " + example);
    }
    return value;
  }

  private static @Nullable String text(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static EngineException wrong(JarLabel jar, String rest) {
    return jar.refusal(FailureCode.PLUGIN_MANIFEST, rest);
  }
}
