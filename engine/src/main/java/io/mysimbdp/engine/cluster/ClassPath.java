package io.mysimbdp.engine.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JARs one by one: a JVM takes a folder of them, an archive does not. */
public final class ClassPath {

  /** In tests, Maven starts a JAR that only names the class path. */
  private static final String OF_TESTS = "surefire.test.class.path";

  private ClassPath() {}

  /** Returns the JARs that this process runs, and its folders of classes. */
  public static List<Path> ofThisProcess() {
    List<Path> entries = new ArrayList<>();
    String classPath = System.getProperty(OF_TESTS, System.getProperty("java.class.path"));
    for (String entry : Arrays.asList(classPath.split(File.pathSeparator, -1))) {
      if (entry.endsWith("*")) {
        entries.addAll(jarsIn(Path.of(entry.substring(0, entry.length() - 1))));
      } else if (!entry.isBlank()) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }

  /** Returns the JARs of a folder by their names; none when it is not there. */
  public static List<Path> jarsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      List<Path> jars = new ArrayList<>();
      found.forEach(jars::add);
      jars.sort(null);
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
