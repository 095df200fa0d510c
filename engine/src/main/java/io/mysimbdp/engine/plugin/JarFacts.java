package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.pf4j.VersionManager;

/**
 * What a JAR says of itself, checked without running anything of it.
 *
 * @param id its {@code Plugin-Id}
 * @param version its {@code Plugin-Version}
 * @param appClass the class that its service file names
 * @param schema the declaration of its tables, if it has one
 */
record JarFacts(String id, String version, String appClass, Optional<String> schema) {

  private static final String SERVICE = "META-INF/services/" + ClientBatchIngestApp.class.getName();
  private static final String SCHEMA = "META-INF/mysimbdp/schema.cql";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/(.*)");

  /**
   * Reads a JAR.
   *
   * @throws UnusablePluginException when it is none that the engine can load
   */
  static JarFacts read(Path jar, String apiVersion, VersionManager versions) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = manifest(file);
      String id = id(manifest);
      String version = version(manifest);
      checkApiVersion(manifest, apiVersion, versions);
      checkBundled(file);
      return new JarFacts(id, version, appClass(file), Optional.ofNullable(text(file, SCHEMA)));
    } catch (ZipException e) {
      throw unreadable("is not a JAR, or only a part of one: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable("cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the id of a JAR that may be broken otherwise, for a message. */
  static Optional<String> idOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      return Optional.ofNullable(manifest).map(m -> m.getMainAttributes().getValue("Plugin-Id"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static UnusablePluginException unreadable(String what, IOException cause) {
    return new UnusablePluginException(FailureCode.PLUGIN_UNREADABLE, what, cause);
  }

  private static UnusablePluginException badManifest(String what) {
    return new UnusablePluginException(FailureCode.PLUGIN_MANIFEST, what);
  }

  private static Manifest manifest(JarFile file) throws IOException {
    Manifest manifest = file.getManifest();
    if (manifest == null) {
      throw badManifest("has no manifest; expected Plugin-Id, Plugin-Version and Plugin-Requires");
    }
    if (attribute(manifest, "Plugin-Dependencies") != null) {
      throw badManifest(
          "has Plugin-Dependencies in its manifest, which are not supported; shade what is needed"
              + " into the JAR");
    }
    return manifest;
  }

  private static String id(Manifest manifest) {
    String id = attribute(manifest, "Plugin-Id");
    if (id == null) {
      throw badManifest("has no Plugin-Id in its manifest");
    }
    if (!ID.matcher(id).matches()) {
      throw badManifest(
          "has the Plugin-Id '" + id + "'; expected letters, digits, dots, dashes, underscores");
    }
    return id;
  }

  private static String version(Manifest manifest) {
    String version = attribute(manifest, "Plugin-Version");
    if (version == null) {
      throw badManifest("has no Plugin-Version in its manifest");
    }
    if (!VERSION.matcher(version).matches()) {
      throw badManifest(
          "has the Plugin-Version '" + version + "'; expected a semantic version such as 1.2.3");
    }
    return version;
  }

  private static void checkApiVersion(
      Manifest manifest, String apiVersion, VersionManager versions) {
    String requires = attribute(manifest, "Plugin-Requires");
    if (requires == null) {
      throw badManifest(
          "has no Plugin-Requires in its manifest; expected the versions of tenant-api that it works"
              + " with, such as >=1.0.0 & <2.0.0");
    }
    boolean satisfied;
    try {
      satisfied = versions.checkVersionConstraint(apiVersion, requires);
    } catch (RuntimeException e) {
      throw badManifest(
          "has the Plugin-Requires '"
              + requires
              + "'; expected a range of versions such as >=1.0.0 & <2.0.0");
    }
    if (!satisfied) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_API_VERSION,
          "needs tenant-api " + requires + ", but this engine has " + apiVersion);
    }
  }

  private static void checkBundled(JarFile file) {
    Optional<String> bundled =
        file.stream()
            .map(JarEntry::getName)
            .filter(name -> name.endsWith(".class"))
            .map(name -> VERSIONED.matcher(name).replaceFirst("$1"))
            .filter(SharedPackages::holdsResource)
            .findFirst();
    if (bundled.isPresent()) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_BUNDLES_SHARED,
          "bundles "
              + bundled.get()
              + ", which must come from the engine; give tenant-api and what comes with it"
              + " <scope>provided</scope>");
    }
  }

  private static String appClass(JarFile file) throws IOException {
    String service = text(file, SERVICE);
    if (service == null) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_NO_SERVICE, "has no file " + SERVICE + " that names its app");
    }
    List<String> classes = new ArrayList<>();
    for (String line : service.split("\\R", -1)) {
      String name = line.replaceFirst("#.*", "").strip();
      if (!name.isEmpty()) {
        classes.add(name);
      }
    }
    if (classes.size() != 1) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_NO_SERVICE,
          "names "
              + (classes.isEmpty() ? "no app" : "the apps " + String.join(", ", classes))
              + " in "
              + SERVICE
              + "; expected exactly one");
    }
    return classes.get(0);
  }

  private static @Nullable String attribute(Manifest manifest, String name) {
    String value = manifest.getMainAttributes().getValue(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static @Nullable String text(JarFile file, String name) throws IOException {
    JarEntry entry = file.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
