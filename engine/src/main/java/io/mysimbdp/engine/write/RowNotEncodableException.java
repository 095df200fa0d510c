package io.mysimbdp.engine.write;

import org.jspecify.annotations.Nullable;

/** A row that its table can never hold; its record becomes a reject. */
final class RowNotEncodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable String column;

  RowNotEncodableException(@Nullable String column, String reason) {
    // Made once a bad row: without a stack trace it costs no more than the reject itself.
    super(reason, null, false, false);
    this.column = column;
  }

  @Nullable String column() {
    return column;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
