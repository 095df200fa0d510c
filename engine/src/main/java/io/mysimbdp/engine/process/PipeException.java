package io.mysimbdp.engine.process;

import java.io.IOException;

/** The app cannot be reached, found out where nothing of a pipe may be known. */
final class PipeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final IOException pipe;

  PipeException(IOException pipe) {
    super(pipe);
    this.pipe = pipe;
  }

  IOException pipe() {
    return pipe;
  }
}
