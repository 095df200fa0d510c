package io.mysimbdp.engine.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table as RFC 4180 wants it: CRLF behind each line, fields quoted where they must be. */
final class Csv {

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  Csv(List<String> headings) {
    columns = headings.size();
    row(headings);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when the number of fields is not the number of headings
   */
  void row(List<String> fields) {
    if (fields.size() != columns) {
      throw new IllegalArgumentException(fields.size() + " fields in a table of " + columns);
    }
    text.append(fields.stream().map(Csv::field).collect(Collectors.joining(","))).append("\r\n");
  }

  String render() {
    return text.toString();
  }

  private static String field(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
