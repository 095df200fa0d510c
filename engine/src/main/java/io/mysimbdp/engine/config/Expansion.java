package io.mysimbdp.engine.config;

/**
 * How large a configuration can become by what it includes and by its references to other keys: a
 * few lines that each refer twice to the line before fill any memory. For one thread.
 */
final class Expansion {

  /** More than anybody includes; files that include others twice reach it at once. */
  private static final int MOST_FILES = 10_000;

  private static final String REFERENCE = "${";

  private int files;
  private long bytes;
  private long references;

  /** Counts the text of a file; one that is included twice counts twice. */
  void add(String text) {
    files++;
    bytes += text.length();
    for (int i = text.indexOf(REFERENCE); i >= 0; i = text.indexOf(REFERENCE, i + 1)) {
      references++;
    }
  }

  boolean hasTooManyFiles() {
    return files > MOST_FILES;
  }

  long references() {
    return references;
  }

  /**
   * Tells whether it might become larger than this. A chain of keys grows the most when each refers
   * to the one before three times.
   */
  boolean mayExceed(long mostBytes) {
    return references > 0 && bytes * Math.pow(3, references / 3.0) > mostBytes;
  }
}
