package io.mysimbdp.tenant;

import java.util.Objects;

/**
 * A file does not hold what the app expects, as a whole. The file is refused, with this reason; the
 * other files of its batch are run again without it.
 */
public class UnusableFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;

  /**
   * Names the file and the reason.
   *
   * @param file {@link StagedFile#name()}
   * @param reason one sentence with what was found and what was expected
   */
  public UnusableFileException(String file, String reason) {
    super(Objects.requireNonNull(reason, "reason"));
    this.file = Objects.requireNonNull(file, "file");
  }

  /** Returns the name of the file. */
  public String file() {
    return file;
  }
}
