package io.mysimbdp.engine.confine;

/** An app has called what no app may call. */
public final class RefusedCallException extends SecurityException {

  private static final long serialVersionUID = 1L;

  RefusedCallException(String message) {
    super(message);
  }
}
