package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures of a benchmark. Written after each row, so that a run cut short leaves what it has.
 */
public final class Table {

  private final Path text;
  private final Path csv;
  private final List<List<String>> rows = new ArrayList<>();

  /** Makes an empty table that goes to {@code <name>.txt} and {@code <name>.csv} in a folder. */
  public Table(Path folder, String name, String... headings) {
    this.text = folder.resolve(name + ".txt");
    this.csv = folder.resolve(name + ".csv");
    rows.add(List.of(headings));
  }

  /** Adds a row, says it, and writes the table. */
  public void row(String... cells) throws IOException {
    Bench.say(String.join("  ", cells));
    add(cells);
  }

  /** Adds a row, and writes the table. */
  public void add(String... cells) throws IOException {
    rows.add(List.of(cells));
    Files.writeString(text, render());
    Files.writeString(
        csv,
        rows.stream()
            .map(row -> row.stream().map(Table::quoted).collect(Collectors.joining(",")) + "\n")
            .collect(Collectors.joining()));
  }

  private static String quoted(String cell) {
    return cell.contains(",") ? '"' + cell + '"' : cell;
  }

  /** Returns the table as a page of Markdown has it, which is readable as plain text as well. */
  public String render() {
    int columns = rows.get(0).size();
    StringBuilder page = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns; column++) {
        String cell = rows.get(row).get(column);
        page.append("| ").append(cell).append(" ".repeat(width(column) - cell.length() + 1));
      }
      page.append("|\n");
      if (row == 0) {
        for (int column = 0; column < columns; column++) {
          page.append("|").append("-".repeat(width(column) + 2));
        }
        page.append("|\n");
      }
    }
    return page.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
