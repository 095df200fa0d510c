package io.mysimbdp.engine.cql;

import java.util.Objects;

/** A CQL text is not understood. The message says what was found and what was expected. */
public final class CqlSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int line;
  private final int column;

  CqlSyntaxException(String reason, int line, int column) {
    super(reason + " at line " + line + ", column " + column);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.line = line;
    this.column = column;
  }

  static CqlSyntaxException at(CqlToken token, String reason) {
    return new CqlSyntaxException(reason, token.line(), token.column());
  }

  /** Returns the message without the position. */
  public String reason() {
    return reason;
  }

  /** Returns the line, from 1. */
  public int line() {
    return line;
  }

  /** Returns the column, from 1. */
  public int column() {
    return column;
  }
}
