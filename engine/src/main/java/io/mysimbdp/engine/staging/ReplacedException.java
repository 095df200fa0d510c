package io.mysimbdp.engine.staging;

import java.io.IOException;

/** A staged file is not the one any more that was looked at. */
public final class ReplacedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception that says so. */
  public ReplacedException() {
    super("it has been replaced");
  }
}
