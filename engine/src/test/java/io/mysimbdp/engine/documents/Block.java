package io.mysimbdp.engine.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param document the page
 * @param line the number of its first line, from 1
 * @param lines what is between the fences
 * @param mark what the comment above it says
 */
public record Block(Document document, int line, List<String> lines, Mark mark) {

  /** Copies. */
  public Block {
    lines = List.copyOf(lines);
  }

  /** Returns its commands; a line that ends with a backslash goes on in the next one. */
  public List<DocumentedCommand> commands() {
    List<DocumentedCommand> commands = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int begin = line;
    for (int i = 0; i < lines.size(); i++) {
      String part = lines.get(i);
      if (text.length() == 0) {
        begin = line + i;
        if (part.isBlank() || part.strip().startsWith("#")) {
          continue;
        }
      }
      text.append(part).append('\n');
      if (!part.endsWith("\\")) {
        commands.add(new DocumentedCommand(this, begin, text.toString().strip()));
        text.setLength(0);
      }
    }
    return commands;
  }

  /** Returns how a command of the block is to end. */
  public int exitCode(DocumentedCommand command) {
    List<DocumentedCommand> all = commands();
    return all.get(all.size() - 1).equals(command) ? mark.exitCode() : 0;
  }
}
