package io.mysimbdp.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parts of a page, as they lie beside this class and in the JAR of the chart library. */
final class PageResources {

  private PageResources() {}

  /** Returns Chart.js as one script, with the notice of its licence. */
  static String chartLibrary() {
    String version = version();
    return text("/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.min.js")
        // Else a browser whose tools are open looks for the map beside the page.
        .replaceFirst("(?m)^//# sourceMappingURL=.*$", "")
        .strip();
  }

  /** A webjar has its version in the path of each file, and tells it here. */
  private static String version() {
    String path = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    try (InputStream in = open(path)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Returns a text that lies beside this class, or at a path from the root. */
  static String text(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = PageResources.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("Not on the class path: " + path);
    }
    return in;
  }
}
