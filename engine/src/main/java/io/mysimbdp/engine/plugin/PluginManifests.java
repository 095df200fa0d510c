package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.Retelling;
import io.mysimbdp.engine.failure.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What the JARs of a plugins folder say of themselves, read from their manifests alone: a
 * millisecond for each, where {@link PluginCatalog} copies and reads them as a whole. Immutable.
 */
public final class PluginManifests {

  private final Map<String, Described> byId;
  private final Map<String, String> problems;

  /**
   * A JAR as its manifest has it.
   *
   * @param jar the file's name
   * @param version the plugin's version
   */
  public record Described(String jar, String version) {}

  private PluginManifests(Map<String, Described> byId, Map<String, String> problems) {
    this.byId = byId;
    this.problems = problems;
  }

  /**
   * Reads the manifests of all JARs that {@link PluginCatalog#load} would look at.
   *
   * @param apiVersion version of the tenant API that the engine has, for example {@code 1.0.0}
   */
  public static PluginManifests read(Path pluginsDirectory, String apiVersion) {
    PluginManifests all = new PluginManifests(new HashMap<>(), new HashMap<>());
    try {
      PluginFolder folder = new PluginFolder(pluginsDirectory);
      for (String jar : folder.jars().keySet()) {
        all.add(folder.file(jar), ApiVersion.release(apiVersion));
      }
    } catch (IOException e) {
      // Then no tenant has a JAR, which is told of each.
    }
    return all;
  }

  private void add(Path path, String apiVersion) {
    JarLabel label = new JarLabel(String.valueOf(path.getFileName()));
    String id = label.jar().substring(0, label.jar().length() - ".jar".length());
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      @Nullable Attributes attributes = manifest == null ? null : manifest.getMainAttributes();
      id = PluginManifest.id(attributes).orElse(id);
      PluginManifest checked = PluginManifest.of(label, attributes, apiVersion);
      Described other = byId.put(id, new Described(label.jar(), checked.version()));
      if (other != null) {
        problems.put(id, label + " has Plugin-Id " + id + " in common with plugins/" + other.jar());
      }
    } catch (EngineException e) {
      problems.put(id, e.getMessage());
    } catch (IOException e) {
      problems.put(id, label + " cannot be read: " + Retelling.of(e));
    }
  }

  /** Returns the JAR that has an id, whether or not it can be loaded. */
  public Optional<Described> find(String pluginId) {
    return Optional.ofNullable(byId.get(pluginId));
  }

  /**
   * Returns why the JAR with an id, or named like it, cannot be loaded, as far as it shows here.
   */
  public Optional<String> problem(String pluginId) {
    return Optional.ofNullable(problems.get(pluginId));
  }
}
