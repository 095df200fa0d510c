package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes a JAR that is there already, as somebody would who has no key to sign it. */
final class JarRewrite {

  private final Path jar;

  private JarRewrite(Path jar) {
    this.jar = jar;
  }

  static JarRewrite of(Path jar) {
    return new JarRewrite(jar);
  }

  /** Changes an entry. */
  void change(String entry, UnaryOperator<byte[]> change) throws IOException {
    Map<String, byte[]> all = read();
    if (all.computeIfPresent(entry, (name, bytes) -> change.apply(bytes)) == null) {
      throw new IllegalArgumentException(jar + " has no " + entry);
    }
    write(all);
  }

  /** Adds an entry, or replaces it. */
  void add(String entry, byte[] bytes) throws IOException {
    Map<String, byte[]> all = read();
    all.put(entry, bytes);
    write(all);
  }

  private Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return all;
  }

  private void write(Map<String, byte[]> all) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}
