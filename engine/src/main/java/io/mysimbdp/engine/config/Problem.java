package io.mysimbdp.engine.config;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong in the configuration. Ordered by file and line.
 *
 * @param file the file, relative to the installation folder
 * @param line the line in it, from 1; 0: the file as a whole
 * @param key the path of the key at fault; empty: none in particular
 * @param message the offending value and what was expected; never a secret
 */
public record Problem(String file, int line, String key, String message)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::key)
          .thenComparing(Problem::message);

  /** Checks. */
  public Problem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(message, "message");
  }

  /** Returns the place: {@code file:line}, or the file alone. */
  public String where() {
    return line > 0 ? file + ":" + line : file;
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Returns the problem as one line: place, key, message. */
  @Override
  public String toString() {
    return where() + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
