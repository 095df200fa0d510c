package io.mysimbdp.testkit;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The JAR of an app as the engine would find it in its drop folder. */
final class AppJar {

  private static final String SERVICE = "META-INF/services/" + ClientBatchIngestApp.class.getName();

  private AppJar() {}

  /** Returns the id in the manifest of a JAR; null when there is none. */
  static @Nullable String pluginId(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null ? null : manifest.getMainAttributes().getValue("Plugin-Id");
    } catch (IOException e) {
      throw new IllegalArgumentException("JAR " + jar + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a JAR of all that lies where the app's class does.
   *
   * @param schema in place of the app's own; null: that
   */
  static void make(
      Path target,
      String pluginId,
      Class<? extends ClientBatchIngestApp> app,
      @Nullable String schema) {
    Path origin = origin(app);
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, manifest(pluginId))) {
      if (Files.isDirectory(origin)) {
        checkService(origin, app);
        addAll(jar, origin, schema);
      } else {
        try (FileSystem within = FileSystems.newFileSystem(origin)) {
          checkService(within.getPath("/"), app);
          addAll(jar, within.getPath("/"), schema);
        }
      }
      if (schema != null) {
        add(jar, AppResources.SCHEMA, schema.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a JAR without any entry is told is the engine's to say. */
  private static void checkService(Path root, Class<?> app) throws IOException {
    Path entry = root.resolve(SERVICE);
    if (!Files.exists(entry)) {
      return;
    }
    List<String> named =
        Files.readAllLines(entry).stream()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    if (!named.contains(app.getName())) {
      throw new IllegalArgumentException(
          "Beside "
              + app.getName()
              + " lies "
              + SERVICE
              + ", which names "
              + String.join(", ", named)
              + "; the engine would call that");
    }
  }

  private static Path origin(Class<?> app) {
    CodeSource source = app.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(app.getName() + " comes from no folder and no JAR");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(app.getName() + " comes from " + source, e);
    }
  }

  private static Manifest manifest(String pluginId) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Plugin-Id", pluginId);
    main.putValue("Plugin-Version", "1.0.0");
    main.putValue("Plugin-Requires", ">=1.0.0 & <2.0.0");
    return manifest;
  }

  private static void addAll(JarOutputStream jar, Path root, @Nullable String schema)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      boolean isReplaced = name.equals(AppResources.SCHEMA) && schema != null;
      if (!name.equals(JarFile.MANIFEST_NAME) && !isReplaced) {
        add(jar, name, Files.readAllBytes(file));
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
