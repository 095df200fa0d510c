package io.mysimbdp.engine.confine;

/** Ends a thread of a run that has been abandoned. No exception, so that fewer apps swallow it. */
final class DoomedRunError extends Error {

  private static final long serialVersionUID = 1L;

  DoomedRunError() {
    super("the run has been abandoned");
  }
}
