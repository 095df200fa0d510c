package io.mysimbdp.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What the bundled libraries are licensed under: a list by the bills of materials, the texts of
 * these licences, and what the libraries themselves bring along.
 */
final class Licences {

  /** An expression of SPDX holds ids, and these words. */
  private static final Pattern ID = Pattern.compile("(?!(?:OR|AND|WITH)\\b)[A-Za-z0-9.+-]+");

  private static final Pattern BROUGHT =
      Pattern.compile("(?:META-INF/)?(?:[^/]*(?:LICEN[CS]E|NOTICE|COPYING)[^/]*)");

  private static final String APACHE = "Apache-2.0";

  /** No licence of its own, but a text of the public domain as its POM has it. */
  private static final String UNNAMED = "see its notices";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String apache;
  // By name and version; several JARs may be of one.
  private final SortedMap<String, String> lines = new TreeMap<>();
  private final SortedSet<String> ids = new TreeSet<>();

  /**
   * Makes a writer.
   *
   * @param folder where it writes
   */
  Licences(Path folder) throws IOException {
    this.folder = folder;
    this.apache = words(Objects.requireNonNull(text(APACHE), APACHE));
  }

  /**
   * Takes the JARs of a folder in.
   *
   * @param bill their bill of materials, in CycloneDX's JSON
   * @throws IOException also when a JAR is not in the bill, or has no licence there
   */
  void add(Path bill, Path jars) throws IOException {
    Map<String, JsonNode> components = new HashMap<>();
    for (JsonNode each : JSON.readTree(bill.toFile()).path("components")) {
      components.put(each.path("name").asText() + "-" + each.path("version").asText(), each);
    }
    List<String> problems = new ArrayList<>();
    for (Path jar : jars(jars)) {
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      JsonNode component = find(components, name);
      if (component == null) {
        problems.add(name + " is not in " + bill);
        continue;
      }
      if (component.path("group").asText().equals("io.mysimbdp")) {
        continue;
      }
      boolean hasBrought = copyWhatItBrings(jar, folder.resolve("notices").resolve(name));
      String licence = licence(component);
      if (licence.isEmpty() && !hasBrought) {
        problems.add(name + " names no licence");
      }
      lines.put(
          component.path("name").asText() + ":" + component.path("version").asText(),
          component.path("group").asText()
              + ":"
              + component.path("name").asText()
              + ":"
              + component.path("version").asText()
              + "\t"
              + (licence.isEmpty() ? UNNAMED : licence)
              + "\n");
    }
    if (!problems.isEmpty()) {
      throw new IOException("Licences: " + String.join("; ", problems));
    }
  }

  /** Writes the list, and the texts of the licences in it. */
  void write() throws IOException {
    Path texts = Files.createDirectories(folder.resolve("texts"));
    for (String id : ids) {
      String text = text(id);
      if (text != null) {
        Files.writeString(texts.resolve(id + ".txt"), text);
      }
    }
    Files.writeString(
        folder.resolve("THIRD-PARTY.txt"),
        "The libraries in lib/, and what they are licensed under. The texts are in texts/, by the"
            + " ids of SPDX;\nwhat the libraries bring along beside these is in notices/.\n\n"
            + String.join("", lines.values()));
  }

  private static @Nullable JsonNode find(Map<String, JsonNode> components, String jar) {
    JsonNode exact = components.get(jar);
    if (exact != null) {
      return exact;
    }
    // A classifier follows the version.
    return components.entrySet().stream()
        .filter(each -> jar.startsWith(each.getKey() + "-"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private String licence(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : component.path("licenses")) {
      if (each.has("expression")) {
        String expression = each.path("expression").asText();
        names.add(expression);
        ID.matcher(expression).results().forEach(found -> ids.add(found.group()));
        continue;
      }
      JsonNode licence = each.path("license");
      String id = licence.path("id").asText();
      if (!id.isEmpty()) {
        ids.add(id);
      }
      String name = id.isEmpty() ? licence.path("name").asText() : id;
      String url = licence.path("url").asText();
      names.add(id.isEmpty() && !url.isEmpty() ? name + " (" + url + ")" : name);
    }
    return String.join(" or ", names);
  }

  private boolean copyWhatItBrings(Path jar, Path into) throws IOException {
    boolean hasBrought = false;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        Matcher name = BROUGHT.matcher(entry.getName());
        if (entry.isDirectory() || !name.matches() || entry.getName().endsWith(".class")) {
          continue;
        }
        hasBrought = true;
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] content = in.readAllBytes();
          if (isApache(new String(content, StandardCharsets.UTF_8))) {
            continue;
          }
          Files.createDirectories(into);
          Files.write(into.resolve(Path.of(entry.getName()).getFileName().toString()), content);
        }
      }
    }
    return hasBrought;
  }

  /** Tells whether a text is the one of the Apache License and no more. */
  private boolean isApache(String text) {
    String words = words(text);
    return words.startsWith("apache license version 2.0")
        && words.length() <= apache.length() + 200;
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(String id) throws IOException {
    try (InputStream in = Licences.class.getResourceAsStream("/licenses/" + id + ".txt")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
