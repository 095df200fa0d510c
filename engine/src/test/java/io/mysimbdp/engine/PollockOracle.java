package io.mysimbdp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What the polluted files of Pollock hold. The oracles quote every field and double every quote.
 */
public final class PollockOracle {

  private PollockOracle() {}

  /** Returns the rows, with the header as the first where the file has one. */
  public static List<List<String>> rows(String name) throws IOException {
    String text =
        Files.readString(
            SharedData.file("messy/pollock/clean/" + name + ".csv"), StandardCharsets.UTF_8);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      assertThat(text.charAt(i)).isEqualTo('"');
      StringBuilder value = new StringBuilder();
      for (i++;
          text.charAt(i) != '"' || (i + 1 < text.length() && text.charAt(i + 1) == '"');
          i++) {
        if (text.charAt(i) == '"') {
          i++;
        }
        value.append(text.charAt(i));
      }
      row.add(value.toString());
      i++;
      if (i < text.length() && text.charAt(i) == ',') {
        i++;
      } else {
        while (i < text.length() && (text.charAt(i) == '\r' || text.charAt(i) == '\n')) {
          i++;
        }
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    return rows;
  }
}
