package io.mysimbdp.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A change of some lines of a text that stand together.
 *
 * @param line the number of the first line that is changed, from 1
 * @param removed the lines that go, without their ends, to be shown: those that seem to set a
 *     secret are hidden
 * @param added the lines that come, in the same way
 * @param text the whole text after the change
 */
public record TextChange(int line, List<String> removed, List<String> added, String text) {

  private static final String HIDDEN = "(a line that is not shown, for it may hold a secret)";
  private static final Pattern SETS_SECRET =
      Pattern.compile(
          "(?i)(passw|passphrase|pwd|secret|token|credential|key)[^=:,\\[\\]{}\\s]*\\s*"
              + "(\\+?=|:|\\{)");

  /** Copies. */
  public TextChange {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /**
   * Finds what was changed. Lines that were added get the line ends of the others, and a line that
   * was only emptied goes.
   */
  static TextChange between(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    int head = 0;
    while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<String> removed = old.subList(head, old.size() - tail);
    List<String> added = new ArrayList<>(now.subList(head, now.size() - tail));
    if (removed.stream().noneMatch(String::isBlank)) {
      added.removeIf(String::isBlank);
    }
    if (before.contains("\r\n")) {
      added.replaceAll(line -> line.replaceFirst("(?<!\r)\n$", "\r\n"));
    }
    String text =
        String.join("", old.subList(0, head))
            + String.join("", added)
            + String.join("", old.subList(old.size() - tail, old.size()));
    return new TextChange(head + 1, stripped(removed), stripped(added), text);
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)", -1));
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("\r?\n$", ""))
        .map(line -> SETS_SECRET.matcher(line).find() ? HIDDEN : line)
        .toList();
  }
}
