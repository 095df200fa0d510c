package io.mysimbdp.testkit;

/**
 * A record that an app has left out on purpose.
 *
 * @param file the name of its file
 * @param line the line that it begins in, from 1
 * @param reason as the app gave it
 */
public record SkippedRecord(String file, long line, String reason) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + reason;
  }
}
