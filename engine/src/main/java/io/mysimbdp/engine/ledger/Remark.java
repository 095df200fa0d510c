package io.mysimbdp.engine.ledger;

import org.jspecify.annotations.Nullable;

/** What people and apps say, as it fits into a row and a line: they may say anything. */
final class Remark {

  private static final int LONGEST = 500;

  private Remark() {}

  /** Returns a text on one line, with at most 500 characters; null for none and for a blank one. */
  static @Nullable String of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    // Cut first: the text may be of any length.
    int most = Math.min(text.length(), 4 * LONGEST);
    String line = text.substring(0, most).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= LONGEST && most == text.length()) {
      return line;
    }
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST - 1, line.codePointCount(0, line.length())));
    return line.substring(0, end) + "…";
  }
}
