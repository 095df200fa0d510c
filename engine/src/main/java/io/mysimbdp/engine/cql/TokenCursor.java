package io.mysimbdp.engine.cql;

import io.mysimbdp.engine.cql.CqlToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Walks over the tokens that mean something, for a parser. For one thread. */
public final class TokenCursor {

  private final List<CqlToken> tokens;
  private final CqlToken end;
  private int next;

  /**
   * Begins at the first token that is no trivia.
   *
   * @param tokens of a whole text or of a part of it
   */
  public TokenCursor(List<CqlToken> tokens) {
    this.tokens = tokens.stream().filter(token -> !token.isTrivia()).toList();
    // The end is a token of its own, with no text, so that a parser needs no second case for it.
    if (tokens.isEmpty()) {
      end = new CqlToken(Kind.WHITESPACE, "", 0, 1, 1);
    } else {
      CqlToken last = tokens.get(tokens.size() - 1);
      end =
          new CqlToken(
              Kind.WHITESPACE, "", last.end(), last.line(), last.column() + last.text().length());
    }
  }

  /** Tells whether all tokens have been taken. */
  public boolean atEnd() {
    return next == tokens.size();
  }

  /** Returns the next token without taking it; behind the last one, a token without text. */
  public CqlToken peek() {
    return peek(0);
  }

  /** Returns a token further on without taking it; behind the last one, a token without text. */
  public CqlToken peek(int ahead) {
    return next + ahead < tokens.size() ? tokens.get(next + ahead) : end;
  }

  /** Takes the next token; at the end, one without text. */
  public CqlToken take() {
    CqlToken token = peek();
    if (!atEnd()) {
      next++;
    }
    return token;
  }

  /** Takes these keywords if all of them come next, in this order. */
  public boolean acceptWords(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (!peek(i).isWord(keywords[i])) {
        return false;
      }
    }
    next += keywords.length;
    return true;
  }

  /** Takes the operator if it comes next. */
  public boolean acceptOperator(String operator) {
    if (!peek().isOperator(operator)) {
      return false;
    }
    next++;
    return true;
  }

  /** Takes these keywords, or fails. */
  public void expectWords(String... keywords) {
    for (String keyword : keywords) {
      if (!acceptWords(keyword)) {
        throw unexpected(keyword);
      }
    }
  }

  /** Takes the operator, or fails. */
  public void expectOperator(String operator) {
    if (!acceptOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  /**
   * Takes a name, or fails.
   *
   * @param what for the message, for example "a column name"
   */
  public String expectName(String what) {
    if (!peek().isName() || peek().name().isEmpty()) {
      throw unexpected(what);
    }
    return take().name();
  }

  /** Takes a table's name with or without keyspace, or fails. */
  public CqlTable expectTable(String what) {
    String first = expectName(what);
    return acceptOperator(".") ? new CqlTable(first, expectName(what)) : new CqlTable(null, first);
  }

  /**
   * Takes tokens up to one that cannot belong to an expression: a reserved word that is not among
   * the allowed ones, a semicolon, or the end. Brackets must be balanced.
   *
   * @param what for the message when there is none
   * @param allowed the reserved words that may stand in it, upper case
   */
  public List<CqlToken> expectRun(String what, Set<String> allowed) {
    int start = next;
    Deque<String> open = new ArrayDeque<>();
    while (!atEnd() && !endsRun(peek(), allowed)) {
      CqlToken token = take();
      if (token.kind() == Kind.OPERATOR) {
        track(open, token);
      }
    }
    if (!open.isEmpty()) {
      throw unexpected("'" + open.peek() + "'");
    }
    if (start == next) {
      throw unexpected(what);
    }
    return tokens.subList(start, next);
  }

  /** Takes a group in round brackets that is not empty. */
  public void expectGroup(Set<String> allowed) {
    if (!peek().isOperator("(")) {
      throw unexpected("'('");
    }
    Deque<String> open = new ArrayDeque<>();
    do {
      if (atEnd() || endsRun(peek(), allowed)) {
        throw unexpected("'" + open.peek() + "'");
      }
      track(open, peek());
      take();
    } while (!open.isEmpty());
  }

  private static void track(Deque<String> open, CqlToken token) {
    if (token.kind() != Kind.OPERATOR) {
      return;
    }
    switch (token.text()) {
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "{" -> open.push("}");
      case ")", "]", "}" -> {
        if (open.isEmpty() || !open.pop().equals(token.text())) {
          throw CqlSyntaxException.at(token, "Unbalanced '" + token.text() + "'");
        }
      }
      default -> {}
    }
  }

  private static boolean endsRun(CqlToken token, Set<String> allowed) {
    return token.isOperator(";")
        || (token.kind() == Kind.WORD
            && CqlName.isReserved(token.text())
            && allowed.stream().noneMatch(token::isWord));
  }

  /** Makes the failure for the next token. */
  public CqlSyntaxException unexpected(String expected) {
    String found = atEnd() ? "the end" : shown(peek().text());
    return CqlSyntaxException.at(peek(), "Expected " + expected + " but found " + found);
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
