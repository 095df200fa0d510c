package io.mysimbdp.tenant;

/**
 * A record was asked for a column that its file does not have. Left uncaught, the file is refused:
 * its header is not the one the app expects.
 */
public final class UnknownColumnException extends UnusableFileException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the file and the reason.
   *
   * @param file the name of the file
   * @param reason one sentence with the column asked for and the columns there are
   */
  public UnknownColumnException(String file, String reason) {
    super(file, reason);
  }
}
