package io.mysimbdp.engine.cql;

import io.mysimbdp.engine.cql.CqlStatement.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one statement clause by clause.
 *
 * <p>Why this is enough: CQL has neither joins nor sub-queries. Each SELECT, INSERT, UPDATE and
 * DELETE has one place for a table's name, and the words that begin it are reserved, so they cannot
 * be names. Expressions need not be understood beyond their brackets; functions in them may name a
 * keyspace, which is noted.
 */
final class StatementParser {

  private static final Set<String> SELECTORS = Set.of("NULL", "TOKEN", "NAN", "INFINITY", "NOT");
  private static final Set<String> EXPRESSION =
      Set.of("AND", "OR", "IN", "IS", "NOT", "NULL", "TOKEN", "NAN", "INFINITY");

  /** A SELECT names its one table before these clauses, so they need no more than being known. */
  private static final Set<String> SELECT_TAIL =
      Set.of(
          "WHERE",
          "AND",
          "OR",
          "IN",
          "IS",
          "NOT",
          "NULL",
          "TOKEN",
          "NAN",
          "INFINITY",
          "ORDER",
          "BY",
          "ASC",
          "DESC",
          "OF",
          "LIMIT",
          "ALLOW");

  private final List<CqlToken> tokens;
  private final TokenCursor cursor;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final List<CqlTable> tables = new ArrayList<>();
  private boolean conditional;
  private boolean usesTtl;
  private boolean usesTimestamp;

  StatementParser(List<CqlToken> tokens) {
    this.tokens = tokens.stream().filter(token -> !token.isTrivia()).toList();
    this.cursor = new TokenCursor(tokens);
  }

  CqlStatement parse() {
    CqlToken first = cursor.peek();
    if (first.kind() != CqlToken.Kind.WORD) {
      throw cursor.unexpected("a statement");
    }
    String leadingWord = first.text().toUpperCase(Locale.ROOT);
    Kind kind = statement();
    if (kind != Kind.OTHER) {
      Nesting.check(tokens);
      while (cursor.acceptOperator(";")) {
        // Any number of them, as Cassandra has it.
      }
      if (!cursor.atEnd()) {
        throw cursor.unexpected("the end of the statement");
      }
    }
    kinds.add(kind);
    return new CqlStatement(
        kind, kinds, leadingWord, tables, functionKeyspaces(), conditional, usesTtl, usesTimestamp);
  }

  private Kind statement() {
    if (cursor.acceptWords("SELECT")) {
      select();
      return Kind.SELECT;
    }
    if (cursor.acceptWords("BEGIN")) {
      batch();
      return Kind.BATCH;
    }
    return modification();
  }

  private Kind modification() {
    if (cursor.acceptWords("INSERT")) {
      insert();
      return Kind.INSERT;
    }
    if (cursor.acceptWords("UPDATE")) {
      update();
      return Kind.UPDATE;
    }
    if (cursor.acceptWords("DELETE")) {
      delete();
      return Kind.DELETE;
    }
    return Kind.OTHER;
  }

  private void select() {
    cursor.expectRun("what to select", SELECTORS);
    cursor.expectWords("FROM");
    tables.add(cursor.expectTable("a table name"));
    if (startsTail()) {
      cursor.expectRun("a clause", SELECT_TAIL);
    }
  }

  private boolean startsTail() {
    CqlToken next = cursor.peek();
    return next.isWord("WHERE")
        || next.isWord("GROUP")
        || next.isWord("ORDER")
        || next.isWord("PER")
        || next.isWord("LIMIT")
        || next.isWord("ALLOW");
  }

  private void insert() {
    cursor.expectWords("INTO");
    tables.add(cursor.expectTable("a table name"));
    if (cursor.acceptWords("JSON")) {
      jsonValue();
      if (cursor.acceptWords("DEFAULT") && !cursor.acceptWords("UNSET")) {
        cursor.expectWords("NULL");
      }
    } else {
      cursor.expectGroup(Set.of());
      cursor.expectWords("VALUES");
      cursor.expectGroup(EXPRESSION);
    }
    if (cursor.acceptWords("IF")) {
      cursor.expectWords("NOT", "EXISTS");
      conditional = true;
    }
    using();
  }

  private void jsonValue() {
    CqlToken value = cursor.peek();
    if (cursor.acceptOperator(":")) {
      cursor.expectName("the name of a bind marker");
    } else if (value.kind() == CqlToken.Kind.STRING || value.kind() == CqlToken.Kind.BIND_MARKER) {
      cursor.take();
    } else {
      throw cursor.unexpected("a string or a bind marker");
    }
  }

  private void update() {
    tables.add(cursor.expectTable("a table name"));
    using();
    cursor.expectWords("SET");
    cursor.expectRun("an assignment", EXPRESSION);
    where();
  }

  private void delete() {
    if (!cursor.peek().isWord("FROM")) {
      cursor.expectRun("what to delete", SELECTORS);
    }
    cursor.expectWords("FROM");
    tables.add(cursor.expectTable("a table name"));
    using();
    where();
  }

  private void where() {
    cursor.expectWords("WHERE");
    cursor.expectRun("a condition", EXPRESSION);
    if (cursor.acceptWords("IF")) {
      conditional = true;
      if (!cursor.acceptWords("EXISTS")) {
        cursor.expectRun("a condition", EXPRESSION);
      }
    }
  }

  private void using() {
    if (!cursor.acceptWords("USING")) {
      return;
    }
    do {
      if (cursor.acceptWords("TTL")) {
        usesTtl = true;
      } else if (cursor.acceptWords("TIMESTAMP")) {
        usesTimestamp = true;
      } else {
        throw cursor.unexpected("TTL or TIMESTAMP");
      }
      wholeNumber();
    } while (cursor.acceptWords("AND"));
  }

  private void wholeNumber() {
    if (cursor.acceptOperator(":")) {
      cursor.expectName("the name of a bind marker");
      return;
    }
    cursor.acceptOperator("-");
    CqlToken.Kind kind = cursor.peek().kind();
    if (kind != CqlToken.Kind.NUMBER && kind != CqlToken.Kind.BIND_MARKER) {
      throw cursor.unexpected("a number or a bind marker");
    }
    cursor.take();
  }

  private void batch() {
    if (!cursor.acceptWords("UNLOGGED")) {
      cursor.acceptWords("COUNTER");
    }
    cursor.expectWords("BATCH");
    using();
    while (!cursor.acceptWords("APPLY", "BATCH")) {
      Kind kind = modification();
      if (kind == Kind.OTHER) {
        throw cursor.unexpected("INSERT, UPDATE, DELETE or APPLY BATCH");
      }
      kinds.add(kind);
      cursor.acceptOperator(";");
    }
  }

  /** Finds {@code keyspace.function(}, which looks like {@code INTO keyspace.table (}. */
  private Set<String> functionKeyspaces() {
    Set<String> keyspaces = new LinkedHashSet<>();
    for (int i = 1; i + 3 < tokens.size(); i++) {
      if (!tokens.get(i - 1).isWord("INTO")
          && isNameLike(tokens.get(i))
          && tokens.get(i + 1).isOperator(".")
          && isNameLike(tokens.get(i + 2))
          && tokens.get(i + 3).isOperator("(")) {
        keyspaces.add(tokens.get(i).name());
      }
    }
    return keyspaces;
  }

  /** Reserved words count too: TOKEN is the name of a function. */
  private static boolean isNameLike(CqlToken token) {
    return token.kind() == CqlToken.Kind.WORD || token.kind() == CqlToken.Kind.QUOTED_NAME;
  }
}
