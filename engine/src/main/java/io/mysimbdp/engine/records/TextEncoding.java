package io.mysimbdp.engine.records;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Tells bytes of an encoding from others: UTF-8, strictly, or an encoding of one byte a character.
 */
final class TextEncoding {

  private final Charset charset;
  private final boolean utf8;
  private final boolean[] unmapped = new boolean[256];

  TextEncoding(String name) {
    charset = Charset.forName(name);
    utf8 = charset.equals(StandardCharsets.UTF_8);
    if (!utf8) {
      for (int i = 0; i < unmapped.length; i++) {
        unmapped[i] = !isMapped((byte) i);
      }
    }
  }

  Charset charset() {
    return charset;
  }

  boolean isUtf8() {
    return utf8;
  }

  /** Returns the index of the first byte that is NUL or not of this encoding; -1: there is none. */
  int firstBad(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      // Zero and all that is not ASCII.
      if (bytes[i] <= 0) {
        return utf8 ? firstBadUtf8(bytes, i, to) : firstUnmapped(bytes, i, to);
      }
    }
    return -1;
  }

  private int firstUnmapped(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0 || unmapped[bytes[i] & 0xff]) {
        return i;
      }
    }
    return -1;
  }

  /** By the table of well-formed sequences, Unicode 15, table 3-7. */
  private static int firstBadUtf8(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i] & 0xff;
      if (lead == 0) {
        return i;
      }
      if (lead < 0x80) {
        i++;
        continue;
      }
      int length;
      int low = 0x80;
      int high = 0xbf;
      if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
      } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        low = lead == 0xe0 ? 0xa0 : 0x80;
        high = lead == 0xed ? 0x9f : 0xbf;
      } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        low = lead == 0xf0 ? 0x90 : 0x80;
        high = lead == 0xf4 ? 0x8f : 0xbf;
      } else {
        return i;
      }
      if (i + length > to) {
        return i;
      }
      int second = bytes[i + 1] & 0xff;
      if (second < low || second > high) {
        return i;
      }
      for (int k = 2; k < length; k++) {
        if ((bytes[i + k] & 0xc0) != 0x80) {
          return i;
        }
      }
      i += length;
    }
    return -1;
  }

  private boolean isMapped(byte value) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(new byte[] {value})).length() == 1;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
