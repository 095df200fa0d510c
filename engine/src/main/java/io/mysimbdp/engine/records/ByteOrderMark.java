package io.mysimbdp.engine.records;

import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.util.Arrays;

/** The bytes before a text that tell its encoding. */
final class ByteOrderMark {

  private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private ByteOrderMark() {}

  /**
   * Skips the mark of UTF-8, if there is one.
   *
   * @throws UnusableFileException when there is the mark of another encoding
   */
  static void skip(ByteWindow window, String fileName) throws IOException {
    while (window.limit() - window.mark() < UTF_8.length && window.more()) {
      // Until there are enough bytes to see.
    }
    int available = window.limit() - window.mark();
    if (available >= 2) {
      int first = window.bytes()[window.mark()] & 0xff;
      int second = window.bytes()[window.mark() + 1] & 0xff;
      if ((first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe)) {
        throw new UnusableFileException(
            fileName, "file " + fileName + " is UTF-16; expected UTF-8, so convert it first");
      }
    }
    if (available >= UTF_8.length
        && Arrays.equals(
            window.bytes(), window.mark(), window.mark() + 3, UTF_8, 0, UTF_8.length)) {
      window.advance(window.mark() + UTF_8.length);
    }
  }
}
