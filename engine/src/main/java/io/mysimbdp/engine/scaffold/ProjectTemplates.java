package io.mysimbdp.engine.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/**
 * The files of a project as templates. They are those of the Maven archetype, which is made of the
 * same resources, so they hold to its rules: Velocity, names as {@code __property__}, and Java
 * files without the folders of their package.
 */
final class ProjectTemplates {

  private static final String FOLDER = "project/";
  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "README.md",
          "tenant.conf",
          "__gitignore__",
          "src/main/java/IngestApp.java",
          "src/main/java/Values.java",
          "src/main/resources/META-INF/mysimbdp/schema.cql",
          "src/main/resources/META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp",
          "src/test/java/IngestAppTest.java");

  private ProjectTemplates() {}

  /**
   * Returns the texts of all files, by their paths in the project.
   *
   * @param properties what the templates are filled with; at least those of the archetype
   */
  static Map<String, String> fill(Map<String, ?> properties) {
    Properties settings = new Properties();
    // A misspelt name fails instead of standing in the project.
    settings.setProperty("runtime.strict_mode.enable", "true");
    VelocityEngine velocity = new VelocityEngine(settings);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : FILES) {
      StringWriter text = new StringWriter();
      // A copy: what a template sets is for itself.
      velocity.evaluate(
          new VelocityContext(new LinkedHashMap<String, Object>(properties)),
          text,
          file,
          text(file));
      texts.put(path(file, properties), text.toString());
    }
    return texts;
  }

  private static String path(String file, Map<String, ?> properties) {
    String path = file.replace("__gitignore__", String.valueOf(properties.get("gitignore")));
    return file.endsWith(".java")
        ? path.replace(
            "/java/", "/java/" + String.valueOf(properties.get("package")).replace('.', '/') + "/")
        : path;
  }

  /** Returns a template. */
  static String text(String file) {
    try (InputStream in = ProjectTemplates.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("Not on the class path: " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
