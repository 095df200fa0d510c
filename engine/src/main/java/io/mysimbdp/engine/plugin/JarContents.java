package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.SharedPackages;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the names of a JAR's entries tell. */
final class JarContents {

  private static final String CLASS = ".class";

  private JarContents() {}

  /**
   * Checks that no class and no file the engine reads is there twice. Which of two would be taken
   * is up to the JDK. Licences and the like are often there twice, which harms nobody.
   *
   * @throws EngineException naming the first that is
   */
  static void checkNothingTwice(JarLabel jar, List<String> entries) {
    Set<String> seen = new HashSet<>();
    Optional<String> twice =
        entries.stream()
            .filter(JarContents::matters)
            .filter(name -> !seen.add(name))
            .sorted()
            .findFirst();
    if (twice.isPresent()) {
      throw jar.refusal(
          FailureCode.PLUGIN_UNREADABLE,
          "holds " + twice.get() + " twice: build it so that each entry is there once");
    }
  }

  private static boolean matters(String name) {
    return name.endsWith(CLASS)
        || name.equals("META-INF/MANIFEST.MF")
        || (name.startsWith("META-INF/services/") && !name.endsWith("/"))
        || name.equals(JarInspection.SCHEMA);
  }

  /**
   * Checks that no class lies in a shared package, where the tenant's loader would never look.
   *
   * @throws EngineException naming the first that does
   */
  static void checkNothingShared(JarLabel jar, List<String> entries) {
    Optional<String> first =
        entries.stream()
            .filter(name -> name.endsWith(CLASS))
            .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
            .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
            .filter(SharedPackages::holdClass)
            // The API first: whoever bundles that bundles what it depends on as well.
            .min(Comparator.comparing(JarContents::artifact).thenComparing(name -> name));
    if (first.isPresent()) {
      throw jar.refusal(
          FailureCode.PLUGIN_BUNDLES_SHARED,
          "bundles "
              + first.get()
              + (isProvided(first.get())
                  ? ", which the engine provides: give the dependency "
                      + artifact(first.get()).name
                      + " <scope>provided</scope>"
                  : ", in a package kept for classes of the engine, which has none of this name:"
                      + " leave it out or move it to another package"));
    }
  }

  /** What brings the shared classes, as one writes it into a pom.xml. */
  private enum Artifact {
    API("tenant-api"),
    DRIVER("java-driver-core"),
    LOGGING("slf4j-api"),
    MARKS("jspecify"),
    OTHER("that it comes from");

    private final String name;

    Artifact(String name) {
      this.name = name;
    }
  }

  private static Artifact artifact(String className) {
    if (className.startsWith("io.mysimbdp.tenant.")) {
      return Artifact.API;
    }
    if (className.startsWith("com.datastax.")) {
      return Artifact.DRIVER;
    }
    if (className.startsWith("org.slf4j.")) {
      return Artifact.LOGGING;
    }
    return className.startsWith("org.jspecify.") ? Artifact.MARKS : Artifact.OTHER;
  }

  private static boolean isProvided(String className) {
    String path = className.replace('.', '/') + CLASS;
    return JarContents.class.getClassLoader().getResource(path) != null;
  }
}
