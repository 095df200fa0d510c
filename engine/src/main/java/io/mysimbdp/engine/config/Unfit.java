package io.mysimbdp.engine.config;

/** A value is not of the wanted type. The message says what was expected. */
final class Unfit extends Exception {

  private static final long serialVersionUID = 1L;

  Unfit(String expected) {
    super(expected, null, false, false);
  }

  /** Returns what was expected, for example {@code true or false}. */
  String expected() {
    return String.valueOf(getMessage());
  }
}
