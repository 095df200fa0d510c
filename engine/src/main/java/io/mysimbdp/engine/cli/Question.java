package io.mysimbdp.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits at the terminal. */
interface Question {

  /** Given by the launcher when standard input is a terminal; the JVM cannot tell. */
  String ANSWERS = "mysimbdp.answers";

  /**
   * Asks, and waits for a line.
   *
   * @param text what to ask, printed as it is
   * @return the answer; null: there is no terminal, or it has gone
   */
  @Nullable String ask(String text);

  /** Returns a question that is answered on standard input. */
  static Question at(Console console) {
    return text -> {
      if (System.getProperty(ANSWERS) == null) {
        return null;
      }
      console.err().print(text);
      console.err().flush();
      try {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
