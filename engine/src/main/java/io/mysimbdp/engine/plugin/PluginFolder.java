package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lists what in the plugins folder calls itself a JAR. */
record PluginFolder(Path path) {

  /**
   * Returns the files whose names end in {@code .jar}, folders too, without dot files, sorted by
   * name, each with its stamp. Costs one listing and one look at each.
   *
   * @throws IOException when the folder cannot be listed
   */
  SortedMap<String, JarStamp> jars() throws IOException {
    SortedMap<String, JarStamp> stamps = new TreeMap<>();
    for (Path file : named()) {
      JarStamp.of(file).ifPresent(stamp -> stamps.put(file.getFileName().toString(), stamp));
    }
    return stamps;
  }

  /** Returns the path of one of the files. */
  Path file(String name) {
    return path.resolve(name);
  }

  private List<Path> named() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(PluginFolder::isNamedJar).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isNamedJar(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith(".");
  }
}
