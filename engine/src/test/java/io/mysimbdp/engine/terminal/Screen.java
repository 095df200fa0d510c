package io.mysimbdp.engine.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal of endless height that knows the sequences we use, and no others. */
final class Screen {

  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\?7[lh]|[0-9]*A|J)");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  OutputStream stream() {
    return written;
  }

  /** Returns what is to be seen, without the empty line of the cursor. */
  List<String> lines() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    String text = written.toString(StandardCharsets.UTF_8);
    Matcher sequence = SEQUENCE.matcher(text);
    int row = 0;
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        if (!sequence.find(i) || sequence.start() != i) {
          throw new AssertionError("unknown sequence at " + i);
        }
        String command = sequence.group(1);
        if (command.endsWith("A")) {
          row = Math.max(0, row - Integer.parseInt(command.substring(0, command.length() - 1)));
        } else if (command.equals("J")) {
          lines.get(row).setLength(column);
          lines.subList(row + 1, lines.size()).clear();
        }
        i = sequence.end() - 1;
      } else if (c == '\n') {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else if (c == '\r') {
        column = 0;
      } else {
        StringBuilder line = lines.get(row);
        line.replace(column, Math.min(line.length(), column + 1), String.valueOf(c));
        column++;
      }
    }
    List<String> seen = new ArrayList<>(lines.stream().map(StringBuilder::toString).toList());
    if (seen.get(seen.size() - 1).isEmpty()) {
      seen.remove(seen.size() - 1);
    }
    return seen;
  }
}
