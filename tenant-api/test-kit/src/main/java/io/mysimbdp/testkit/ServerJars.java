package io.mysimbdp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Finds the JARs of a Cassandra server, which must never be on the class path of the tests. */
final class ServerJars {

  /** The folder that holds them; what the engine's launcher sets as well. */
  static final String PROPERTY = "mysimbdp.cassandra.lib";

  /** In the artifact that brings them: they lie beside it, as files within the JAR. */
  static final String MARKER = "META-INF/mysimbdp/cassandra/brought-by";

  private static final String SUFFIX = ".jar";

  private ServerJars() {}

  /**
   * Returns a folder with the JARs.
   *
   * @param work where they are unpacked if need be
   * @throws IllegalStateException when there are none; the message says what to do
   */
  static Path in(Path work) {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return checked(Path.of(named));
    }
    return brought(ServerJars.class.getClassLoader().getResource(MARKER), work);
  }

  private static Path checked(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "The system property "
              + PROPERTY
              + " names "
              + folder.toAbsolutePath()
              + ", which is no folder; expected one with the JARs of a Cassandra server");
    }
    return folder;
  }

  static Path brought(@Nullable URL marker, Path work) {
    if (marker == null) {
      throw new IllegalStateException(
          "There is no Cassandra to start: add io.mysimbdp:tenant-test-kit-cassandra in scope test,"
              + " or name a folder with the JARs of a Cassandra server by the system property "
              + PROPERTY);
    }
    try {
      if (marker.openConnection() instanceof JarURLConnection connection) {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
          return unpacked(jar, Files.createDirectories(work.resolve("lib")));
        }
      }
      // The artifact's own folder, where it is built together with the tests.
      return checked(Path.of(marker.toURI()).resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(marker + " is nowhere", e);
    }
  }

  private static Path unpacked(JarFile jar, Path folder) throws IOException {
    String prefix = MARKER.substring(0, MARKER.lastIndexOf('/') + 1);
    for (JarEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName();
      if (name.startsWith(prefix) && name.endsWith(SUFFIX)) {
        String file = name.substring(prefix.length());
        if (file.contains("/")) {
          continue;
        }
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, folder.resolve(file));
        }
      }
    }
    return folder;
  }
}
