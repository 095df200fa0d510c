package io.mysimbdp.engine.child;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;

/** A failure of the engine, which knows it again by its number. */
final class ToldException extends EngineException {

  private static final long serialVersionUID = 1L;

  private final int number;

  ToldException(FailureCode code, String message, int number) {
    super(code, message);
    this.number = number;
  }

  int number() {
    return number;
  }
}
