package io.mysimbdp.engine.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** The files of the page, from the engine's JAR and that of the chart library. */
final class Assets {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String PAGE = "text/html; charset=utf-8";

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("index.html", PAGE),
          Map.entry("console.css", STYLE),
          Map.entry("icon.svg", "image/svg+xml"),
          Map.entry("app.js", SCRIPT),
          Map.entry("api.js", SCRIPT),
          Map.entry("dom.js", SCRIPT),
          Map.entry("format.js", SCRIPT),
          Map.entry("overview.js", SCRIPT),
          Map.entry("throughput.js", SCRIPT),
          Map.entry("runs.js", SCRIPT),
          Map.entry("queue.js", SCRIPT),
          Map.entry("failures.js", SCRIPT),
          Map.entry("tenants.js", SCRIPT),
          Map.entry("tenant.js", SCRIPT),
          Map.entry("login.js", SCRIPT));

  private static final String LIBRARY = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private Assets() {}

  /** Loads all files; they are few and small. */
  static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    FILES.forEach(
        (name, type) ->
            routes.add(route(name.equals("index.html") ? "/" : "/" + name, read(name), type)));
    routes.add(route("/lib/chart.js", read(library()), SCRIPT));
    return routes;
  }

  private static Route route(String path, byte[] content, String type) {
    Answer answer = new Answer(200, type, content, Map.of());
    return Route.get(Route.Admission.ANYBODY, Pattern.quote(path), call -> answer);
  }

  /** The path of the library in its JAR holds its version. */
  private static String library() {
    Properties properties = new Properties();
    try (InputStream stream = open(LIBRARY)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/chart.js/"
        + properties.getProperty("version")
        + "/dist/chart.umd.min.js";
  }

  private static byte[] read(String name) {
    try (InputStream stream = open(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream stream = Assets.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("not in the JARs: " + name);
    }
    return stream;
  }
}
