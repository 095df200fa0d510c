package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** A table as RFC 4180 wants it: CRLF behind each line, fields quoted where they must be. */
final class Csv {

  private final StringBuilder text = new StringBuilder();
  private final List<String> headings;

  Csv(List<String> headings) {
    this.headings = List.copyOf(headings);
    row(headings);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when the number of fields is not the number of headings
   */
  void row(List<String> fields) {
    if (fields.size() != headings.size()) {
      throw new IllegalArgumentException(
          fields.size() + " fields in a table of " + headings.size());
    }
    text.append(fields.stream().map(Csv::field).collect(Collectors.joining(","))).append("\r\n");
  }

  /** Adds what a document has under the headings; what is not there, or null, is left empty. */
  void row(ObjectNode document) {
    row(headings.stream().map(heading -> document.path(heading).asText("")).toList());
  }

  String render() {
    return text.toString();
  }

  private static String field(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
