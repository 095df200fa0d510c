package io.mysimbdp.engine.terminal;

import java.util.List;
import java.util.Locale;

/** How far something is, as one line of text. */
public final class ProgressBar {

  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 8;
  private static final String GAP = "  ";

  private ProgressBar() {}

  /**
   * Returns a line, for example {@code toys [####----] 48 % 3.1 MB of 6.5 MB 0:12 left}. Where the
   * line would be too long, the bar gets shorter, and then the last facts are left out.
   *
   * @param name what it is
   * @param nameWidth how much room names have, so that bars line up
   * @param share how much is done, from 0 to 1
   * @param facts what else there is to say, the most important first
   * @param columns how long the line may be
   */
  public static String of(
      String name, int nameWidth, double share, List<String> facts, int columns) {
    String head = name + " ".repeat(Math.max(0, nameWidth - name.length())) + GAP;
    String percent = String.format(Locale.ROOT, "%3d %%", (int) (100 * share));
    int told = facts.size();
    int room = room(head, percent, facts.subList(0, told), columns);
    while (room < SHORTEST_BAR && told > 0) {
      told--;
      room = room(head, percent, facts.subList(0, told), columns);
    }
    int bar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room));
    int full = (int) (bar * share);
    return head
        + "["
        + "#".repeat(full)
        + "-".repeat(bar - full)
        + "]"
        + GAP
        + percent
        + tail(facts.subList(0, told));
  }

  private static int room(String head, String percent, List<String> facts, int columns) {
    return columns - head.length() - GAP.length() - percent.length() - tail(facts).length() - 2;
  }

  private static String tail(List<String> facts) {
    return facts.isEmpty() ? "" : GAP + String.join(GAP, facts);
  }
}
