package io.mysimbdp.engine.scaffold;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How the characters of a sample are written.
 *
 * @param name of the character set, as a profile has it
 * @param evidence why that one
 * @param certain false: it cannot be told from its likes
 */
record EncodingGuess(String name, String evidence, boolean certain) {

  /** Bytes that windows-1252 has no character for. */
  private static final String UNMAPPED = "\u0081\u008d\u008f\u0090\u009d";

  static EncodingGuess of(Sample sample) {
    byte[] bytes = sample.bytes();
    Tally tally = Tally.of(bytes);
    if (sample.mark()) {
      return new EncodingGuess("UTF-8", "byte order mark", true);
    }
    if (tally.broken == 0) {
      return new EncodingGuess(
          "UTF-8",
          tally.characters == 0
              ? "plain ASCII"
              : "all " + number(tally.characters) + " characters beyond ASCII are valid in it",
          true);
    }
    if (tally.characters >= 10L * tally.broken) {
      return new EncodingGuess(
          "UTF-8",
          number(tally.characters)
              + " characters beyond ASCII are valid in it, "
              + number(tally.broken)
              + " bytes are not: their records are rejected",
          true);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean control = text.chars().anyMatch(c -> c >= 0x80 && c < 0xa0);
    boolean unmapped = text.chars().anyMatch(c -> UNMAPPED.indexOf(c) >= 0);
    return new EncodingGuess(
        control && !unmapped ? "windows-1252" : "ISO-8859-1",
        number(tally.broken) + " bytes are not valid in UTF-8; look at the letters with accents",
        false);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** What a strict decoder of UTF-8 finds. */
  private record Tally(long characters, long broken) {

    static Tally of(byte[] bytes) {
      long characters = 0;
      long broken = 0;
      int i = 0;
      while (i < bytes.length) {
        int lead = bytes[i] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length == 1) {
          i++;
        } else if (length > 0 && continues(bytes, i, length) && lead < 0xf5) {
          characters++;
          i += length;
        } else {
          broken++;
          i++;
        }
      }
      return new Tally(characters, broken);
    }

    private static boolean continues(byte[] bytes, int at, int length) {
      if (at + length > bytes.length) {
        return false;
      }
      for (int i = at + 1; i < at + length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) {
          return false;
        }
      }
      return true;
    }
  }
}
