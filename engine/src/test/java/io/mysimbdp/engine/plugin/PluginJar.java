package io.mysimbdp.engine.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Builds a real tenant JAR from Java sources, good or broken:
 *
 * <pre>{@code
 * PluginJar.named("acme").source("acme.App", "package acme; …").service("acme.App").buildInto(dir);
 * }</pre>
 */
public final class PluginJar {

  private static final String SERVICE = "META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp";

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private String file;
  private boolean hasManifest = true;

  private PluginJar(String id) {
    this.file = id + ".jar";
    manifest.put("Plugin-Id", id);
    manifest.put("Plugin-Version", "1.0.0");
    manifest.put("Plugin-Requires", ">=1.0.0 & <2.0.0");
  }

  /** Begins a JAR of version 1.0.0 that requires {@code >=1.0.0 & <2.0.0}. */
  public static PluginJar named(String id) {
    return new PluginJar(id);
  }

  /** Begins a JAR with an app that does nothing. */
  public static PluginJar idle(String id) {
    return named(id).app("public void ingest(BatchContext context) {}");
  }

  /** Adds an app class {@code acme.App} with this body, and its service entry. */
  public PluginJar app(String body) {
    return source(
            "acme.App",
            "package acme; import io.mysimbdp.tenant.*;"
                + " public class App implements ClientBatchIngestApp { "
                + body
                + " }")
        .service("acme.App");
  }

  /** Sets the file's name; otherwise it is the id and {@code .jar}. */
  public PluginJar file(String name) {
    file = name;
    return this;
  }

  /** Sets the plugin's version. */
  public PluginJar version(String version) {
    return manifest("Plugin-Version", version);
  }

  /** Adds a source; it may use what is on the class path of the test, and the other sources. */
  public PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Writes the service entry; several names stand on several lines. */
  public PluginJar service(String... classNames) {
    return entry(SERVICE, String.join("\n", classNames) + "\n");
  }

  /** Sets an attribute of the manifest, or takes it out. */
  public PluginJar manifest(String key, @Nullable String value) {
    if (value == null) {
      manifest.remove(key);
    } else {
      manifest.put(key, value);
    }
    return this;
  }

  /** Leaves the manifest out. */
  public PluginJar withoutManifest() {
    hasManifest = false;
    return this;
  }

  /** Leaves a compiled class out, by its path. */
  public PluginJar without(String path) {
    left.add(path);
    return this;
  }

  /** Takes an entry out that was added. */
  public PluginJar lacking(String path) {
    entries.remove(path);
    return this;
  }

  /** Adds an entry; instead of a compiled class of that path, if there is one. */
  public PluginJar entry(String path, byte[] bytes) {
    entries.put(path, bytes);
    return this;
  }

  /** Adds an entry in UTF-8. */
  public PluginJar entry(String path, String text) {
    return entry(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Compiles sources once, for several JARs that take them over with {@link #entry}.
   *
   * @param sources by the names of their classes
   * @return the class files by their paths
   */
  public static Map<String, byte[]> compiled(Map<String, String> sources) {
    return JavaSources.compile(sources);
  }

  /** Writes the JAR into a folder, over one of the same name, and returns its path. */
  public Path buildInto(Path folder) {
    Map<String, byte[]> all = new TreeMap<>();
    if (!sources.isEmpty()) {
      all.putAll(JavaSources.compile(sources));
    }
    left.forEach(all::remove);
    all.putAll(entries);
    try {
      Path jar = Files.createDirectories(folder).resolve(file);
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream zip = new JarOutputStream(out)) {
        if (hasManifest) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          manifest().write(bytes);
          write(zip, JarFile.MANIFEST_NAME, bytes.toByteArray());
        }
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
          write(zip, entry.getKey(), entry.getValue());
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an entry that has no time of its own: the same JAR built twice has the same bytes. */
  private static void write(JarOutputStream zip, String path, byte[] bytes) throws IOException {
    JarEntry entry = new JarEntry(path);
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private Manifest manifest() {
    Manifest result = new Manifest();
    result.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(result.getMainAttributes()::putValue);
    return result;
  }
}
