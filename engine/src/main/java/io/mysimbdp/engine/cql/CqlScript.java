package io.mysimbdp.engine.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of several statements that end in semicolons; the last one may go without.
 *
 * @param text the whole
 * @param statements in their order; empty ones are left out
 */
public record CqlScript(String text, List<Part> statements) {

  /** Copies. */
  public CqlScript {
    statements = List.copyOf(statements);
  }

  /**
   * One statement of a script.
   *
   * @param text without its semicolon and what stands around it
   * @param line of its first token in the script, from 1
   * @param tokens its tokens, positions counted in the script; the first and the last are no trivia
   */
  public record Part(String text, int line, List<CqlToken> tokens) {

    /** Copies. */
    public Part {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Cuts a script into its statements.
   *
   * @throws CqlSyntaxException when it cannot be cut into tokens
   */
  public static CqlScript split(String script) {
    List<Part> parts = new ArrayList<>();
    List<CqlToken> tokens = new ArrayList<>();
    for (CqlToken token : CqlTokenizer.tokenize(script)) {
      if (token.isOperator(";")) {
        addPart(script, tokens, parts);
        tokens.clear();
      } else {
        tokens.add(token);
      }
    }
    addPart(script, tokens, parts);
    return new CqlScript(script, parts);
  }

  private static void addPart(String script, List<CqlToken> tokens, List<Part> parts) {
    int first = 0;
    int last = tokens.size() - 1;
    while (first <= last && tokens.get(first).isTrivia()) {
      first++;
    }
    while (last >= first && tokens.get(last).isTrivia()) {
      last--;
    }
    if (first <= last) {
      CqlToken begin = tokens.get(first);
      parts.add(
          new Part(
              script.substring(begin.offset(), tokens.get(last).end()),
              begin.line(),
              tokens.subList(first, last + 1)));
    }
  }
}
