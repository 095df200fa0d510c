package io.mysimbdp.engine.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays out a table so that its lines are no longer than a terminal is wide: the widest columns are
 * cut, and where that is not enough, the last ones are left out.
 */
final class FittedTable {

  private static final int NARROWEST = 6;
  private static final int GAP = 2;
  private static final String CUT = "…";

  private FittedTable() {}

  /**
   * Lays out.
   *
   * @param columns the columns, each from top to bottom, all of the same length
   * @param isRight which of them are aligned right
   * @param width how long a line may be
   */
  static String render(List<List<String>> columns, List<Boolean> isRight, int width) {
    int fitting = Math.max(1, Math.min(columns.size(), (width + GAP) / (NARROWEST + GAP)));
    // Wider ones than the narrowest may fit beside each other as well, when some need no more.
    while (fitting < columns.size() && narrowest(columns.subList(0, fitting + 1)) <= width) {
      fitting++;
    }
    List<List<String>> shown = columns.subList(0, fitting);
    int level = level(shown, width);
    String[] headings = new String[fitting];
    for (int i = 0; i < fitting; i++) {
      headings[i] = (isRight.get(i) ? ">" : "") + cut(shown.get(i).get(0), level);
    }
    TextTable table = new TextTable(headings);
    for (int row = 1; row < shown.get(0).size(); row++) {
      String[] cells = new String[fitting];
      for (int i = 0; i < fitting; i++) {
        cells[i] = cut(shown.get(i).get(row), level);
      }
      table.row(cells);
    }
    int left = columns.size() - fitting;
    return table.render()
        + (left == 0
            ? ""
            : "… and " + Sizes.counted(left, "more column") + ", see --output json\n");
  }

  private static int narrowest(List<List<String>> columns) {
    return columns.stream().mapToInt(each -> Math.min(NARROWEST, width(each)) + GAP).sum() - GAP;
  }

  /** Returns the greatest width to which columns may be cut so that all fit. */
  private static int level(List<List<String>> columns, int width) {
    int[] widths = columns.stream().mapToInt(FittedTable::width).toArray();
    int level = Arrays.stream(widths).max().orElse(NARROWEST);
    while (level > NARROWEST && total(widths, level) > width) {
      level--;
    }
    return level;
  }

  private static int total(int[] widths, int level) {
    return Arrays.stream(widths).map(each -> Math.min(each, level) + GAP).sum() - GAP;
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(each -> each.codePointCount(0, each.length())).max().orElse(0);
  }

  private static String cut(String cell, int width) {
    int length = cell.codePointCount(0, cell.length());
    return length <= width
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, Math.max(0, width - 1))) + CUT;
  }

  /** Returns columns of rows. */
  static List<List<String>> columns(List<List<String>> rows) {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      int index = i;
      columns.add(rows.stream().map(row -> row.get(index)).toList());
    }
    return columns;
  }

  /** Returns a text without what would make it several lines or move the cursor. */
  static String oneLine(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return Stream.of(escaped.replace("\t", "\\t").split("\\p{Cntrl}", -1))
        .reduce((a, b) -> a + "?" + b)
        .orElse("");
  }
}
