package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Which classes of a JAR somebody may have meant who names none, or one that is not there. */
final class JarClasses {

  private static final String CLASS = ".class";
  private static final int MOST_NAMED = 3;

  /** What stands in a class file that implements the one or extends the other. */
  private static final List<String> CONTRACT =
      List.of("io/mysimbdp/tenant/ClientBatchIngestApp", "io/mysimbdp/tenant/WranglingApp");

  private JarClasses() {}

  /** Returns the end of a sentence about a class that a JAR lacks; empty when none is like it. */
  static String hint(Path jar, String name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> names =
          file.stream()
              .map(JarEntry::getName)
              .filter(path -> path.endsWith(CLASS) && !path.startsWith("META-INF/"))
              .map(JarClasses::className)
              .toList();
      String nearest = DidYouMean.nearest(name, names);
      return nearest == null ? "" : "; did you mean " + nearest + "?";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns the names of the classes that seem to be apps, the first few of them.
   *
   * @throws IOException when the JAR is damaged
   */
  static List<String> candidates(JarFile jar) throws IOException {
    List<JarEntry> classes =
        jar.stream()
            .filter(entry -> entry.getName().endsWith(CLASS))
            .filter(entry -> !entry.getName().startsWith("META-INF/"))
            .toList();
    List<String> found = new ArrayList<>();
    for (JarEntry entry : classes) {
      try (InputStream in = jar.getInputStream(entry)) {
        String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        if (CONTRACT.stream().anyMatch(content::contains)) {
          found.add(className(entry.getName()));
        }
      }
      if (found.size() == MOST_NAMED) {
        break;
      }
    }
    return found;
  }

  private static String className(String path) {
    return path.substring(0, path.length() - CLASS.length()).replace('/', '.');
  }
}
