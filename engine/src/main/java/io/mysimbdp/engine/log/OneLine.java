package io.mysimbdp.engine.log;

/**
 * Text from outside, for one line of a log: what an app says, or the name of a file, could
 * otherwise begin a line of its own and pass for the engine, or command a terminal.
 */
public final class OneLine {

  private static final int LONGEST = 16_000;

  private OneLine() {}

  /**
   * Returns the text on one line, without control characters, and not longer than a log can bear.
   */
  public static String of(String text) {
    int end = Math.min(text.length(), LONGEST);
    if (end == text.length() && text.chars().noneMatch(OneLine::isControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append(c);
        default -> line.append(isControl(c) ? '\ufffd' : c);
      }
    }
    return end < text.length() ? line.append(" …").toString() : line.toString();
  }

  /** The separators of Unicode as well: some viewers begin a line there. */
  private static boolean isControl(int c) {
    return (c != '\t' && Character.isISOControl(c)) || c == '\u2028' || c == '\u2029';
  }
}
