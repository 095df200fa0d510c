package io.mysimbdp.engine.protocol;

/** The kinds of statements on the wire. */
public final class WireStatements {

  /** A text with values. */
  public static final int SIMPLE = 0;

  /** A prepared statement, by its number, with values. */
  public static final int BOUND = 1;

  /** Several of the others. */
  public static final int BATCH = 2;

  private WireStatements() {}
}
