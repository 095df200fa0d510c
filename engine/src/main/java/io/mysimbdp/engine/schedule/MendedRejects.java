package io.mysimbdp.engine.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows by its name a file that holds the rejects of an earlier run, mended and dropped back. */
final class MendedRejects {

  private static final Pattern NAME =
      Pattern.compile(".+\\.(\\d{8}T\\d{9}-[0-9a-f]{8})\\.rejects(\\..*)?");

  private MendedRejects() {}

  /** Returns the id of the run whose rejects a file holds; null: it holds none. */
  static @Nullable String originOf(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
