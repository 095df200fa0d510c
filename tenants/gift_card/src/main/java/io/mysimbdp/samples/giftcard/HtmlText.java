package io.mysimbdp.samples.giftcard;

import java.util.Map;

/**
 * Turns the HTML of a review into plain text: {@code <br />} into a line end, character references
 * into characters. What is no such thing stays as it is.
 */
final class HtmlText {

  private static final int LONGEST_REFERENCE = 10;
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

  private HtmlText() {}

  static String plain(String html) {
    if (html.indexOf('&') < 0 && html.indexOf('<') < 0) {
      return html;
    }
    StringBuilder text = new StringBuilder(html.length());
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      int taken = 0;
      if (c == '<') {
        taken = lineBreak(html, i, text);
      } else if (c == '&') {
        taken = reference(html, i, text);
      }
      if (taken == 0) {
        text.append(c);
        taken = 1;
      }
      i += taken;
    }
    return text.toString();
  }

  /** Appends a line end for a break; returns how many characters it takes, 0 when it is none. */
  private static int lineBreak(String html, int at, StringBuilder text) {
    if (!html.regionMatches(true, at, "<br", 0, 3)) {
      return 0;
    }
    int i = at + 3;
    while (i < html.length() && html.charAt(i) == ' ') {
      i++;
    }
    if (i < html.length() && html.charAt(i) == '/') {
      i++;
    }
    if (i >= html.length() || html.charAt(i) != '>') {
      return 0;
    }
    text.append('\n');
    return i + 1 - at;
  }

  /** Appends the character referred to; returns how many characters it takes, 0 when it is none. */
  private static int reference(String html, int at, StringBuilder text) {
    // Not further: a text of many ampersands would be searched to its end for each.
    int last = Math.min(html.length() - 1, at + LONGEST_REFERENCE);
    int end = at + 1;
    while (end <= last && html.charAt(end) != ';') {
      end++;
    }
    if (end > last) {
      return 0;
    }
    String name = html.substring(at + 1, end);
    if (name.startsWith("#")) {
      int character = number(name);
      if (!Character.isValidCodePoint(character)
          || character == 0
          || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)) {
        return 0;
      }
      text.appendCodePoint(character);
      return end + 1 - at;
    }
    String named = NAMED.get(name);
    if (named == null) {
      return 0;
    }
    text.append(named);
    return end + 1 - at;
  }

  private static int number(String name) {
    try {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      return Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
