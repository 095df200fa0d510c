package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** One loading of a plugins folder: copies, inspects, sorts out the doubles, loads. Used once. */
final class CatalogLoading {

  private final Path folder;
  private final String apiVersion;
  private final PrivateCopies copies = PrivateCopies.open();
  private final TenantPlugins pf4j;
  private final Map<String, TreeSet<String>> jarsById = new HashMap<>();
  private final List<TenantJar> sound = new ArrayList<>();
  private final List<LoadedPlugin> plugins = new ArrayList<>();
  private final List<PluginFailure> failures = new ArrayList<>();

  CatalogLoading(Path folder, String apiVersion) {
    this.folder = folder;
    this.apiVersion = apiVersion;
    this.pf4j = new TenantPlugins(copies.folder(), apiVersion);
  }

  PluginCatalog load() {
    try {
      PluginFolder.jars(folder).forEach(this::inspect);
    } catch (IOException e) {
      String name = String.valueOf(folder.getFileName());
      failures.add(
          new PluginFailure(
              name,
              Optional.empty(),
              FailureCode.PLUGIN_MISSING,
              "plugins/ cannot be listed: expected a folder with the tenants' JARs at " + folder));
    }
    sound.forEach(this::load);
    plugins.sort(Comparator.comparing(LoadedPlugin::id));
    failures.sort(Comparator.comparing(PluginFailure::jar));
    return new PluginCatalog(plugins, failures, pf4j, copies);
  }

  private void inspect(Path original) {
    JarLabel label = new JarLabel(original.getFileName().toString());
    Optional<String> id = Optional.empty();
    try (JarFile jar = open(label, original)) {
      JarInspection inspection = new JarInspection(label, jar);
      id = inspection.id();
      id.ifPresent(known -> jarsById.computeIfAbsent(known, k -> new TreeSet<>()).add(label.jar()));
      sound.add(inspection.check(original, apiVersion));
    } catch (EngineException e) {
      failures.add(new PluginFailure(label.jar(), id, e.code(), e.getMessage()));
    } catch (Throwable e) { // Errors too: one JAR must not stop the others.
      failures.add(
          new PluginFailure(
              label.jar(),
              id,
              FailureCode.PLUGIN_UNREADABLE,
              label + " is damaged: " + Retelling.of(e)));
    }
  }

  private JarFile open(JarLabel label, Path original) throws IOException {
    if (!Files.isRegularFile(original)) {
      throw label.refusal(
          FailureCode.PLUGIN_UNREADABLE,
          Files.isDirectory(original) ? "is a folder: expected a JAR file" : "is no file");
    }
    if (!Files.isReadable(original)) {
      throw label.refusal(FailureCode.PLUGIN_UNREADABLE, "may not be read by the engine's user");
    }
    if (Files.size(original) == 0) {
      throw label.refusal(FailureCode.PLUGIN_UNREADABLE, "is empty (0 bytes): expected a JAR file");
    }
    Path copy = copy(label, original);
    try {
      return new JarFile(copy.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    } catch (IOException e) {
      throw label.refusal(
          FailureCode.PLUGIN_UNREADABLE,
          "is no JAR file, or was cut short while being copied: " + Retelling.of(e),
          e);
    }
  }

  private Path copy(JarLabel label, Path original) {
    try {
      return copies.copy(original);
    } catch (IOException e) {
      throw label.refusal(
          FailureCode.PLUGIN_UNREADABLE,
          "cannot be copied to " + copies.folder() + ": " + Retelling.of(e),
          e);
    }
  }

  private void load(TenantJar jar) {
    String id = jar.manifest().id();
    TreeSet<String> claimants = new TreeSet<>(jarsById.getOrDefault(id, new TreeSet<>()));
    claimants.remove(jar.label().jar());
    if (!claimants.isEmpty()) {
      fail(
          jar,
          FailureCode.PLUGIN_DUPLICATE_ID,
          jar.label()
              + " has Plugin-Id "
              + id
              + " in common with plugins/"
              + String.join(", plugins/", claimants)
              + ": none of them is loaded; leave one");
      return;
    }
    try {
      pf4j.loadPlugin(jar.copy());
      ClassLoader loader = pf4j.getPluginClassLoader(id);
      plugins.add(
          new LoadedPlugin(jar, loader, AppClass.resolve(jar.label(), jar.appClass(), loader)));
    } catch (EngineException e) {
      pf4j.unloadPlugin(id);
      fail(jar, e.code(), e.getMessage());
    } catch (Throwable e) { // Errors too: one JAR must not stop the others.
      pf4j.unloadPlugin(id);
      fail(
          jar,
          FailureCode.PLUGIN_BROKEN_CLASS,
          jar.label() + " cannot be loaded: " + Retelling.of(e));
    }
  }

  private void fail(TenantJar jar, FailureCode code, String message) {
    failures.add(
        new PluginFailure(jar.label().jar(), Optional.of(jar.manifest().id()), code, message));
  }
}
