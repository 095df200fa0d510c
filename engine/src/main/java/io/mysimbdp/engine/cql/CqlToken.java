package io.mysimbdp.engine.cql;

import java.util.Locale;
import java.util.Objects;

/**
 * One token of a CQL text. The texts of all tokens, joined, are the input.
 *
 * @param kind what it is
 * @param text as it stands in the input, quotes included
 * @param offset of its first character in the input, from 0
 * @param line from 1
 * @param column of its first character, from 1
 */
public record CqlToken(Kind kind, String text, int offset, int line, int column) {

  /** The kinds of token. */
  public enum Kind {
    /** A name or keyword without quotes. */
    WORD,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** A text in single quotes or between double dollars. */
    STRING,
    /** A whole or decimal number, without sign. */
    NUMBER,
    /** A UUID. */
    UUID,
    /** Bytes, {@code 0x…}. */
    BLOB,
    /** A duration that begins with a digit, {@code 1h30m}. */
    DURATION,
    /** A question mark; the colon of a named marker is an operator, followed by a name. */
    BIND_MARKER,
    /** Punctuation or an operator. */
    OPERATOR,
    /** Blanks and line ends. */
    WHITESPACE,
    /** A comment with its delimiters; not nested, as in Cassandra. */
    COMMENT
  }

  /** Checks. */
  public CqlToken {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }

  /** Returns the offset behind its last character. */
  public int end() {
    return offset + text.length();
  }

  /** Tells whether it has no meaning to the grammar. */
  public boolean isTrivia() {
    return kind == Kind.WHITESPACE || kind == Kind.COMMENT;
  }

  /**
   * Tells whether it is this keyword.
   *
   * @param keyword in upper case
   */
  public boolean isWord(String keyword) {
    return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
  }

  /** Tells whether it is this operator. */
  public boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Tells whether it may name a keyspace, table, column or type. */
  public boolean isName() {
    return kind == Kind.QUOTED_NAME || (kind == Kind.WORD && !CqlName.isReserved(text));
  }

  /**
   * Returns the name it stands for: lower case, or what is between the quotes.
   *
   * @throws IllegalStateException when it is neither word nor quoted name
   */
  public String name() {
    return switch (kind) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case QUOTED_NAME -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
      default -> throw new IllegalStateException("Not a name: " + this);
    };
  }
}
