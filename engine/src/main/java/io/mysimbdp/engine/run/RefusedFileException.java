package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.tenant.UnusableFileException;

/** A file breaks a rule that shows only while it is read. */
final class RefusedFileException extends UnusableFileException {

  private static final long serialVersionUID = 1L;

  RefusedFileException(String file, Decision.Refused refusal) {
    super(file, "file " + file + " is refused: " + refusal.reason());
  }
}
