package io.mysimbdp.engine.staging;

import java.nio.charset.StandardCharsets;

/** Names of staged files, made fit for other uses. */
public final class FileNames {

  /** File systems allow 255 bytes; what we put behind a name needs some of them. */
  private static final int LONGEST_BYTES = 180;

  private FileNames() {}

  /** Returns the name, cut so that a suffix of some length can be put behind it. */
  public static String shortened(String name) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** Returns the name of the text file with the reason why a file was refused. */
  public static String noteOf(String name) {
    return shortened(name) + Departure.REASON_SUFFIX;
  }

  /** Returns the name with a question mark for each character that would disturb a line of text. */
  static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  /** Tells whether a name can stand in a line of text. */
  public static boolean isPrintable(String name) {
    return printable(name).equals(name);
  }
}
