package io.mysimbdp.engine.cql;

import io.mysimbdp.engine.cql.CqlToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Refuses what is nested so deeply that Cassandra's own parser would overflow its stack, or take
 * ages: for each pair of brackets around what is selected, Cassandra 5.0 takes twice the time, 1.3
 * s for 16 of them. For one thread; takes time in proportion to the length of the text.
 */
final class Nesting {

  private static final int DEEPEST = 10;
  private static final int MOST_OPERATORS = 100;
  private static final int MOST_TYPES = 100;

  /** What brackets around what is selected may cost together, where a pair in no other costs 2. */
  private static final int MOST_SELECTION_COST = 8_192;

  private final Deque<Level> levels = new ArrayDeque<>();
  private Level level = new Level();
  private CqlToken previous = new CqlToken(Kind.WHITESPACE, "", 0, 1, 1);
  private int depth;
  private int dots;
  private int types;
  private int selectionCost;
  private boolean selecting;

  /** What stands between two brackets. */
  private static final class Level {
    // Groups and signs in a row: casts, indexes, minus signs. Each is nested in the one before.
    private int chain;
    private int operators;
  }

  private Nesting() {}

  /**
   * Looks through a statement.
   *
   * @param tokens without trivia
   * @throws CqlSyntaxException when it is nested too deeply
   */
  static void check(List<CqlToken> tokens) {
    Nesting nesting = new Nesting();
    for (CqlToken token : tokens) {
      if (token.kind() == Kind.OPERATOR) {
        nesting.operator(token);
      } else if (token.kind() == Kind.WORD) {
        nesting.word(token);
      }
      nesting.dots(token);
      nesting.previous = token;
    }
  }

  private void operator(CqlToken token) {
    switch (token.text()) {
      case "(", "[", "{" -> open(token);
      case ")", "]", "}" -> close();
      case "-" -> minus(token);
      case "+", "*", "/", "%" -> calculate(token);
      case "<" -> type(token);
      case "." -> {}
      case ":" -> {}
      default -> next();
    }
  }

  private void open(CqlToken token) {
    lengthen(token);
    if (selecting) {
      selectionCost += 1 << depth;
      if (selectionCost > MOST_SELECTION_COST) {
        throw CqlSyntaxException.at(token, "Too many brackets in what is selected");
      }
    }
    levels.push(level);
    level = new Level();
  }

  private void close() {
    // Whoever balances brackets says so when they are not.
    depth -= level.chain;
    level = levels.isEmpty() ? new Level() : levels.pop();
  }

  private void minus(CqlToken token) {
    // Behind a bracket, which may be that of a cast, it may be a sign as well.
    boolean isSign = previous.kind() == Kind.OPERATOR || isReserved(previous);
    if (isSign) {
      lengthen(token);
    } else {
      calculate(token);
    }
  }

  private void lengthen(CqlToken token) {
    level.chain++;
    depth++;
    if (depth > DEEPEST) {
      throw CqlSyntaxException.at(token, "Nested more than " + DEEPEST + " deep");
    }
  }

  private void calculate(CqlToken token) {
    level.operators++;
    if (level.operators > MOST_OPERATORS) {
      throw CqlSyntaxException.at(
          token, "More than " + MOST_OPERATORS + " operators in one expression");
    }
    unchain();
  }

  private void type(CqlToken token) {
    if (previous.kind() == Kind.WORD) {
      types++;
      if (types > MOST_TYPES) {
        throw CqlSyntaxException.at(token, "More than " + MOST_TYPES + " times '<'");
      }
    }
    next();
  }

  private void word(CqlToken token) {
    if (token.isWord("SELECT") && previous.text().isEmpty()) {
      selecting = true;
    } else if (token.isWord("FROM")) {
      selecting = false;
    }
    if (isReserved(token) || (levels.isEmpty() && token.isWord("VALUES"))) {
      next();
    }
  }

  private void dots(CqlToken token) {
    if (token.isOperator(".")) {
      dots++;
      if (dots > DEEPEST) {
        throw CqlSyntaxException.at(token, "Nested more than " + DEEPEST + " deep");
      }
    } else if (!previous.isOperator(".")) {
      dots = 0;
    }
  }

  /** Begins the next expression of the same level. */
  private void next() {
    level.operators = 0;
    unchain();
  }

  private void unchain() {
    depth -= level.chain;
    level.chain = 0;
  }

  private static boolean isReserved(CqlToken token) {
    return token.kind() == Kind.WORD && CqlName.isReserved(token.text());
  }
}
