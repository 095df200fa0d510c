package io.mysimbdp.samples.giftcard;

/** A field that cannot be used; its record is rejected. */
final class BadFieldException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final String reason;

  BadFieldException(String column, String reason) {
    // One for each bad record: without a stack trace it costs next to nothing.
    super(reason, null, false, false);
    this.column = column;
    this.reason = reason;
  }

  String column() {
    return column;
  }

  String reason() {
    return reason;
  }
}
