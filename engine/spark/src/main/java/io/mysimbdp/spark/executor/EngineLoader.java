package io.mysimbdp.spark.executor;

import io.mysimbdp.spark.EngineSeat;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the engine's classes in an executor. They see the JDK and the package of {@link
 * EngineSeat}, and none of Spark's JARs, of which some are the engine's in another version.
 */
final class EngineLoader extends URLClassLoader {

  private static final String SHARED = EngineSeat.class.getPackageName();

  static {
    registerAsParallelCapable();
  }

  private EngineLoader(URL[] jars) {
    super("engine", jars, new Shared());
  }

  /** Opens one for the JARs of a folder. */
  static EngineLoader of(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : found) {
        jars.add(jar.toUri().toURL());
      }
    }
    if (jars.isEmpty()) {
      throw new IOException("Expected the engine's JARs in " + folder + ", found none");
    }
    jars.sort((a, b) -> a.toString().compareTo(b.toString()));
    return new EngineLoader(jars.toArray(URL[]::new));
  }

  /** The JDK, and what both sides know. */
  private static final class Shared extends ClassLoader {

    static {
      registerAsParallelCapable();
    }

    private Shared() {
      super("shared", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(SHARED + ".") && name.lastIndexOf('.') == SHARED.length()) {
        return Class.forName(name, false, EngineSeat.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
