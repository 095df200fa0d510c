package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one file and those it includes. For one thread. */
final class Problems {

  /** How HOCON calls the origin of a value that it has joined from several; the last one counts. */
  private static final Pattern MERGED = Pattern.compile("merge of .*?([^:,]+): (\\d+)(?:-\\d+)?");

  private static final int SHORTEST_SECRET = 4;

  private final Path home;
  private final String mainFile;
  private final TreeSet<Problem> errors = new TreeSet<>();
  private final TreeSet<Problem> warnings = new TreeSet<>();
  private final Set<String> hidden = new HashSet<>();

  /**
   * Starts empty.
   *
   * @param home the installation folder, absolute
   * @param mainFile where a problem is placed that has no better origin
   */
  Problems(Path home, Path mainFile) {
    this.home = home;
    this.mainFile = name(home, mainFile);
  }

  /** Has no message show a text, wherever it comes to stand. One of a few letters may be a word. */
  void hide(String secret) {
    String shown = Display.quoted(secret);
    // As it would be quoted, and without what quoting would cut off.
    hidden.add(secret);
    hidden.add(shown.substring(1, shown.length() - 1).replaceFirst("\\.\\.\\.$", ""));
    hidden.removeIf(text -> text.length() < SHORTEST_SECRET);
  }

  private String safe(String message) {
    String safe = message;
    for (String secret : hidden) {
      safe = safe.replace(secret, "******");
    }
    return safe;
  }

  void error(@Nullable ConfigOrigin origin, String key, String message) {
    errors.add(at(origin, key, safe(message)));
  }

  void warning(@Nullable ConfigOrigin origin, String key, String message) {
    warnings.add(at(origin, key, safe(message)));
  }

  /** Notes an error of the main file at a line; 0: the file as a whole. */
  void errorAtLine(int line, String message) {
    errors.add(new Problem(mainFile, line, "", safe(message)));
  }

  void errorIn(Path file, int line, String message) {
    errors.add(new Problem(name(home, file), line, "", safe(message)));
  }

  void add(Problem error) {
    errors.add(error);
  }

  /** Tells whether something is wrong with a key. */
  boolean has(String key) {
    return errors.stream().anyMatch(error -> error.key().equals(key));
  }

  /** Tells whether something is wrong with a block or a key in it. */
  boolean anyBelow(String block) {
    return errors.stream()
        .anyMatch(error -> error.key().equals(block) || error.key().startsWith(block + "."));
  }

  boolean any() {
    return !errors.isEmpty();
  }

  /** Returns the errors by file and line. */
  List<Problem> errors() {
    return List.copyOf(errors);
  }

  /** Returns the warnings by file and line. */
  List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the place of a value as {@code file:line}. */
  String where(ConfigOrigin origin) {
    return at(origin, "", "").where();
  }

  /** Returns the place of a value for people, also of one that the operator has not written. */
  String place(ConfigOrigin origin) {
    if (origin.resource() != null) {
      return origin.resource() + ":" + origin.lineNumber();
    }
    return origin.filename() == null ? origin.description() : where(origin);
  }

  Path home() {
    return home;
  }

  /** Returns how a file is called in messages: relative to the installation where it is inside. */
  static String name(Path home, Path file) {
    Path normal = file.toAbsolutePath().normalize();
    return normal.startsWith(home) ? home.relativize(normal).toString() : normal.toString();
  }

  private Problem at(@Nullable ConfigOrigin origin, String key, String message) {
    // What comes from reference.conf or the environment has no place that an operator could mend.
    String file = origin == null || origin.resource() != null ? null : origin.filename();
    if (origin == null || file == null) {
      return new Problem(mainFile, 0, key, message);
    }
    Matcher merged = MERGED.matcher(file);
    if (merged.matches()) {
      // Made of values from several places: whoever wrote the last one has put them together.
      return new Problem(
          name(home, Path.of(merged.group(1))), Integer.parseInt(merged.group(2)), key, message);
    }
    return new Problem(name(home, Path.of(file)), Math.max(0, origin.lineNumber()), key, message);
  }
}
