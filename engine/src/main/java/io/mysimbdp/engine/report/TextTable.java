package io.mysimbdp.engine.report;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows of cells in columns that line up. Not safe for several threads. */
public final class TextTable {

  private static final String GAP = "  ";

  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param headings the column headings; one that begins with {@code >} aligns its column right
   */
  public TextTable(String... headings) {
    right = new boolean[headings.length];
    List<String> first = new ArrayList<>();
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      first.add(right[i] ? headings[i].substring(1) : headings[i]);
    }
    rows.add(first);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when the number of cells is not the number of headings
   */
  public void row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + right.length);
    }
    rows.add(List.of(cells));
  }

  /** Returns the lines, each with a line end and without trailing blanks. */
  public String render() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - length(row.get(i)));
        line.append(i == 0 ? "" : GAP).append(right[i] ? pad + row.get(i) : row.get(i) + pad);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
