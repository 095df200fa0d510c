package io.mysimbdp.bulk;

import java.io.IOException;

/** What was read is nothing that the protocol allows. The pipe is of no use any more. */
public final class BrokenFrameException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what was read and what was expected. */
  public BrokenFrameException(String message) {
    super(message);
  }
}
