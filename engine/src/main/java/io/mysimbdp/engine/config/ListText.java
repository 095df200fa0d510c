package io.mysimbdp.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The text of a HOCON list of plain names, to which names can be added, and from which they can be
 * taken, while everything else stays as it is: layout, comments, commas. Immutable.
 */
final class ListText {

  /** What HOCON takes for something else when it is not quoted. */
  private static final Set<String> WORDS = Set.of("null", "true", "false", "include");

  private final String text;
  private final int close;
  private final List<Entry> entries;

  /**
   * A name.
   *
   * @param start where it begins
   * @param end behind it
   * @param comma where the comma behind it is; -1: there is none
   */
  private record Entry(String name, int start, int end, int comma) {
    int endWithComma() {
      return comma < 0 ? end : comma + 1;
    }
  }

  private ListText(String text, int close, List<Entry> entries) {
    this.text = text;
    this.close = close;
    this.entries = entries;
  }

  /**
   * Reads a list.
   *
   * @throws Unfit when it is something else, or joined from several, or refers to other keys
   */
  static ListText of(String text) throws Unfit {
    List<Entry> entries = new ArrayList<>();
    if (!text.startsWith("[")) {
      throw notPlain();
    }
    int at = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' || text.startsWith("//", at)) {
        at = lineEnd(text, at);
      } else if (c == ',') {
        comma(entries, at++);
      } else if (c == ']') {
        if (!text.substring(at + 1).isBlank()) {
          throw notPlain();
        }
        return new ListText(text, at, entries);
      } else {
        Entry entry = c == '"' ? quoted(text, at) : plain(text, at);
        entries.add(entry);
        at = entry.end;
        refuseJoined(text, at);
      }
    }
    throw notPlain();
  }

  /** Returns the text with a name more, as the last one, in the manner of those before it. */
  String with(String name, String newLine) {
    String written = written(name);
    if (entries.isEmpty()) {
      int line = lineStart(close);
      return line == 0
          ? "[" + written + text.substring(close)
          : text.substring(0, line)
              + text.substring(line, close)
              + "  "
              + written
              + newLine
              + text.substring(line);
    }
    Entry last = entries.get(entries.size() - 1);
    boolean hasCommas = entries.stream().anyMatch(entry -> entry.comma >= 0);
    String comma = hasCommas && last.comma < 0 ? "," : "";
    String trailing = hasCommas && last.comma >= 0 ? "," : "";
    int closeLine = lineStart(close);
    if (closeLine > last.end) {
      return text.substring(0, last.end)
          + comma
          + text.substring(last.end, closeLine)
          + indent(last)
          + written
          + trailing
          + newLine
          + text.substring(closeLine);
    }
    boolean isLine = isFirstOfLine(last);
    return text.substring(0, last.end)
        + (isLine ? comma : last.comma < 0 ? "," : "")
        + text.substring(last.end, last.endWithComma())
        + (isLine ? newLine + indent(last) : " ")
        + written
        + (last.comma >= 0 ? "," : "")
        + text.substring(last.endWithComma());
  }

  /**
   * Returns the text without a name. A line that held nothing else goes as well; a comment on it
   * stays.
   */
  String without(String name) {
    int index = 0;
    while (index < entries.size() && !entries.get(index).name.equals(name)) {
      index++;
    }
    if (index == entries.size()) {
      return text;
    }
    Entry entry = entries.get(index);
    Entry former = index == 0 ? null : entries.get(index - 1);
    Entry next = index + 1 == entries.size() ? null : entries.get(index + 1);
    int lineEnd = lineEnd(text, entry.endWithComma());
    if (next != null && next.start < lineEnd) {
      return text.substring(0, entry.start) + text.substring(next.start);
    }
    if (former != null && former.end > lineStart(entry.start)) {
      return text.substring(0, former.end) + text.substring(entry.end);
    }
    // The comma before the last entry would stay behind as one that nothing follows.
    boolean isLeft = former != null && next == null && entry.comma < 0 && former.comma >= 0;
    String before =
        former != null && isLeft
            ? text.substring(0, former.comma) + text.substring(former.comma + 1, entry.start)
            : text.substring(0, entry.start);
    String rest = text.substring(entry.endWithComma(), lineEnd);
    boolean isAlone = lineStart(entry.start) > 0 && isFirstOfLine(entry) && lineEnd < text.length();
    if (isAlone && rest.isBlank()) {
      return before.substring(0, before.lastIndexOf('\n') + 1) + text.substring(lineEnd + 1);
    }
    return before + (isFirstOfLine(entry) ? rest.stripLeading() : rest) + text.substring(lineEnd);
  }

  private String written(String name) {
    boolean isQuoted =
        WORDS.contains(name)
            || (!entries.isEmpty()
                && entries.stream().allMatch(entry -> text.charAt(entry.start) == '"'));
    return isQuoted ? '"' + name + '"' : name;
  }

  private String indent(Entry entry) {
    int line = isFirstOfLine(entry) ? lineStart(entry.start) : lineStart(close);
    int end = line;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end) + (isFirstOfLine(entry) ? "" : "  ");
  }

  private boolean isFirstOfLine(Entry entry) {
    int line = lineStart(entry.start);
    return line > 0 && text.substring(line, entry.start).isBlank();
  }

  /** Returns where a line begins; 0 for the one that the list itself begins in. */
  private int lineStart(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  private static int lineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static void comma(List<Entry> entries, int at) throws Unfit {
    if (entries.isEmpty() || entries.get(entries.size() - 1).comma >= 0) {
      throw notPlain();
    }
    Entry last = entries.remove(entries.size() - 1);
    entries.add(new Entry(last.name, last.start, last.end, at));
  }

  private static Entry quoted(String text, int start) throws Unfit {
    int end = text.indexOf('"', start + 1);
    String name = end < 0 ? "\\" : text.substring(start + 1, end);
    if (name.isEmpty() || name.indexOf('\\') >= 0 || name.indexOf('\n') >= 0) {
      throw notPlain();
    }
    return new Entry(name, start, end + 1, -1);
  }

  private static Entry plain(String text, int start) throws Unfit {
    int end = start;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "_-.".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == start) {
      throw notPlain();
    }
    return new Entry(text.substring(start, end), start, end, -1);
  }

  /** HOCON joins what stands side by side to one value. */
  private static void refuseJoined(String text, int at) throws Unfit {
    int next = at;
    while (next < text.length()
        && Character.isWhitespace(text.charAt(next))
        && text.charAt(next) != '\n') {
      next++;
    }
    if (next < text.length()
        && ",]#\n".indexOf(text.charAt(next)) < 0
        && !text.startsWith("//", next)) {
      throw notPlain();
    }
  }

  private static Unfit notPlain() {
    return new Unfit("one list of plain names, [ ... ]");
  }
}
