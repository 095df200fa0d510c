package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.util.List;

/**
 * Names that are allowed: as they are, or as glob patterns with {@code *} for any characters and
 * {@code ?} for one. Immutable.
 *
 * @param patterns the names and patterns, in the order of the configuration
 */
public record NamePatterns(List<String> patterns) implements Serializable {

  private static final String ANY = "*";

  /** Copies. */
  public NamePatterns {
    patterns = List.copyOf(patterns);
  }

  /** Returns the patterns that allow every name. */
  public static NamePatterns any() {
    return new NamePatterns(List.of(ANY));
  }

  /** Tells whether a name is one of those, or matches one. */
  public boolean allow(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /** Returns the patterns as a list for messages. */
  @Override
  public String toString() {
    return patterns.isEmpty() ? "none" : String.join(", ", patterns);
  }

  /**
   * Tells whether whatever this pattern allows is allowed by one of ours, as far as one can see.
   */
  boolean cover(String pattern) {
    return patterns.contains(ANY)
        || patterns.contains(pattern)
        || (!isPattern(pattern) && allow(pattern));
  }

  private static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  private static boolean matches(String pattern, String name) {
    if (!isPattern(pattern)) {
      return pattern.equals(name);
    }
    // Without backtracking beyond the last star, so that no pattern of a tenant takes long: R.
    // Krauss, "Matching Wildcards: An Algorithm" (Dr. Dobb's, 2008). Regular expressions, and so
    // the
    // globs of the JDK, take exponential time for some.
    int p = 0;
    int n = 0;
    int star = -1;
    int taken = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
