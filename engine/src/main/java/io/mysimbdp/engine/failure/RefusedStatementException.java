package io.mysimbdp.engine.failure;

/** A statement that the engine does not send for a tenant. Made for the app to see. */
public final class RefusedStatementException extends SecurityException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param message one sentence with what was refused, why, and what is allowed
   */
  public RefusedStatementException(String message) {
    super(message);
  }
}
