package io.mysimbdp.engine.cql;

import io.mysimbdp.engine.cql.CqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a CQL text into tokens by the rules of Cassandra's own lexer. Where that is lenient or
 * ambiguous, for example a number that runs into a word, this one refuses.
 *
 * <p>One use, one thread. Takes time in proportion to the length of the text.
 */
public final class CqlTokenizer {

  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}+(?:-\\p{XDigit}{4}+){3}+-\\p{XDigit}{12}+");
  private static final Pattern BLOB = Pattern.compile("0[xX]\\p{XDigit}*+");
  private static final Pattern DURATION =
      Pattern.compile("(?:[0-9]++(?:[mM][oOsS]|[uUnN\u00b5][sS]|[yYwWdDhHmMsS]))++");

  /** A dot belongs to the number unless it begins a range, {@code 1..2}. */
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]++(?:\\.(?!\\.)[0-9]*+)?+(?:[eE][+-]?[0-9]++)?+");

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*+");
  private static final Pattern WHITESPACE = Pattern.compile("[ \t\r\n]++");
  private static final Pattern OPERATOR =
      Pattern.compile("<=|>=|!=|\\.\\.|[-()\\[\\]{},.:;=<>+*/%]");

  private final String cql;
  private final Matcher matcher;
  private final List<CqlToken> tokens = new ArrayList<>();
  private int offset;
  private int line = 1;
  private int lineStart;

  private CqlTokenizer(String cql) {
    this.cql = cql;
    this.matcher = UUID.matcher(cql);
  }

  /**
   * Returns all tokens, whitespace and comments included.
   *
   * @throws CqlSyntaxException when there is a character that begins no token, or something is not
   *     terminated
   */
  public static List<CqlToken> tokenize(String cql) {
    CqlTokenizer tokenizer = new CqlTokenizer(cql);
    while (tokenizer.offset < cql.length()) {
      tokenizer.next();
    }
    return List.copyOf(tokenizer.tokens);
  }

  private void next() {
    char first = cql.charAt(offset);
    if (first == '\'') {
      quoted(Kind.STRING, '\'', "string");
    } else if (first == '"') {
      quoted(Kind.QUOTED_NAME, '"', "quoted name");
    } else if (cql.startsWith("$$", offset)) {
      delimited(Kind.STRING, "$$", "string");
    } else if (cql.startsWith("/*", offset)) {
      delimited(Kind.COMMENT, "*/", "comment");
    } else if (cql.startsWith("--", offset) || cql.startsWith("//", offset)) {
      lineComment();
    } else if (first == '?') {
      add(Kind.BIND_MARKER, offset + 1);
    } else if (!whitespace() && !literal() && !word() && !take(Kind.OPERATOR, OPERATOR)) {
      throw error("Unexpected character " + shown(cql.codePointAt(offset)));
    }
  }

  private boolean whitespace() {
    return take(Kind.WHITESPACE, WHITESPACE);
  }

  private boolean literal() {
    int start = offset;
    boolean found =
        take(Kind.UUID, UUID)
            || take(Kind.BLOB, BLOB)
            || take(Kind.DURATION, DURATION)
            || take(Kind.NUMBER, NUMBER);
    if (found && offset < cql.length() && isWordPart(cql.charAt(offset))) {
      CqlToken literal = tokens.get(tokens.size() - 1);
      throw CqlSyntaxException.at(
          literal, "Expected a blank or an operator after " + cql.substring(start, offset));
    }
    return found;
  }

  private boolean word() {
    return take(Kind.WORD, WORD);
  }

  private boolean take(Kind kind, Pattern pattern) {
    matcher.usePattern(pattern).region(offset, cql.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    // A duration is one only as a whole: 1d is, the start of 1day is not.
    if (kind == Kind.DURATION
        && matcher.end() < cql.length()
        && isWordPart(cql.charAt(matcher.end()))) {
      return false;
    }
    add(kind, matcher.end());
    return true;
  }

  private void quoted(Kind kind, char quote, String what) {
    int end = offset + 1;
    while (true) {
      end = cql.indexOf(quote, end);
      if (end < 0) {
        throw error("Unterminated " + what);
      }
      end++;
      if (end == cql.length() || cql.charAt(end) != quote) {
        break;
      }
      end++;
    }
    add(kind, end);
  }

  private void delimited(Kind kind, String terminator, String what) {
    int end = cql.indexOf(terminator, offset + 2);
    if (end < 0) {
      throw error("Unterminated " + what);
    }
    add(kind, end + 2);
  }

  private void lineComment() {
    int end = offset;
    while (end < cql.length() && cql.charAt(end) != '\n' && cql.charAt(end) != '\r') {
      end++;
    }
    add(Kind.COMMENT, end);
  }

  private void add(Kind kind, int end) {
    tokens.add(new CqlToken(kind, cql.substring(offset, end), offset, line, column()));
    for (int i = offset; i < end; i++) {
      char c = cql.charAt(i);
      boolean lineEnd =
          c == '\n' || (c == '\r' && (i + 1 == cql.length() || cql.charAt(i + 1) != '\n'));
      if (lineEnd) {
        line++;
        lineStart = i + 1;
      }
    }
    offset = end;
  }

  private int column() {
    return offset - lineStart + 1;
  }

  private CqlSyntaxException error(String reason) {
    return new CqlSyntaxException(reason, line, column());
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static String shown(int codePoint) {
    String hex = String.format("U+%04X", codePoint);
    return codePoint > 0x20 && codePoint < 0x7f ? "'" + (char) codePoint + "'" : hex;
  }
}
