package io.mysimbdp.engine.documents;

import org.jspecify.annotations.Nullable;

/**
 * A command that a page shows.
 *
 * @param block where it stands
 * @param line the number of its first line in the page, from 1
 * @param text as it is typed, with the comment behind it
 */
public record DocumentedCommand(Block block, int line, String text) {

  /** Returns the first word, without folders: what is called. */
  public String program() {
    String word = text.split("\\s+", 2)[0];
    return word.substring(word.lastIndexOf('/') + 1);
  }

  /** Returns why it is not run; null when it is. */
  public @Nullable String notRun() {
    Mark mark = block.mark();
    return mark.notRunProgram() == null || mark.notRunProgram().equals(program())
        ? mark.notRun()
        : null;
  }

  /** Returns where it stands and what it is, for messages. */
  @Override
  public String toString() {
    return block.document().name() + ":" + line + ": " + text;
  }
}
