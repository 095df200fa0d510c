package io.mysimbdp.engine.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Builds real tenant JARs, good and bad: {@code PluginJar.named("acme").source(…).buildInto(dir)}.
 */
public final class PluginJar {

  public static final String SERVICE = "META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp";

  private final String id;
  private final Map<String, @Nullable String> attributes = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<String> omitted = new ArrayList<>();

  private PluginJar(String id) {
    this.id = id;
    attributes.put("Plugin-Id", id);
    attributes.put("Plugin-Version", "1.0.0");
    attributes.put("Plugin-Requires", ">=1.0.0 & <2.0.0");
  }

  /** Starts a JAR with a correct manifest and nothing else; its file is {@code <id>.jar}. */
  public static PluginJar named(String id) {
    return new PluginJar(id);
  }

  public PluginJar version(String version) {
    return manifest("Plugin-Version", version);
  }

  /** Sets a manifest attribute; null removes it. */
  public PluginJar manifest(String key, @Nullable String value) {
    attributes.put(key, value);
    return this;
  }

  /** Adds a class by its source. */
  public PluginJar source(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** Compiles against this class but leaves it out of the JAR. */
  public PluginJar without(String className) {
    omitted.add(className.replace('.', '/') + ".class");
    return this;
  }

  /** Adds the service file that names these classes. */
  public PluginJar service(String... classNames) {
    return entry(SERVICE, String.join("\n", classNames) + "\n");
  }

  public PluginJar entry(String path, String content) {
    return entry(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public PluginJar entry(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  /** Builds {@code <id>.jar} in a folder. */
  public Path buildInto(Path folder) {
    return buildAs(folder.resolve(id + ".jar"));
  }

  /** Builds a file of any name. */
  public Path buildAs(Path file) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(
        (key, value) -> {
          if (value != null) {
            manifest.getMainAttributes().putValue(key, value);
          }
        });
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      Map<String, byte[]> all = new LinkedHashMap<>(entries);
      if (!sources.isEmpty()) {
        all.putAll(compile());
      }
      omitted.forEach(all::remove);
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Map<String, byte[]> compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      JavaFileManager inMemory =
          new ForwardingJavaFileManager<JavaFileManager>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                  ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                  classes.put(name.replace('.', '/') + ".class", bytes);
                  return bytes;
                }
              };
            }
          };
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((name, source) -> units.add(sourceFile(name, source)));
      List<String> options =
          List.of(
              "--release", "17", "-proc:none", "-classpath", System.getProperty("java.class.path"));
      if (!compiler.getTask(messages, inMemory, null, options, null, units).call()) {
        throw new AssertionError(messages.toString());
      }
    }
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    classes.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
    return compiled;
  }

  private static JavaFileObject sourceFile(String className, String source) {
    URI uri = URI.create("mem:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
