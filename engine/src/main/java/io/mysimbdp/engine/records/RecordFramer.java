package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Finds where records and fields begin and end, on bytes. Delimiters and quotes are ASCII, which in
 * UTF-8 and in every encoding of one byte a character never is part of another character.
 *
 * <p>After a fault, reading goes on with the line behind the one on which the faulty record began:
 * a stray quote costs one record, not the rest of the file. What a quote may swallow before that is
 * noticed is bounded by the longest record allowed, and so is the work of reading it again.
 *
 * <p>Not safe for several threads.
 */
final class RecordFramer {

  private final ByteWindow window;
  private final byte[] delimiter;
  private final boolean quoting;
  private final byte quote;
  private final boolean escaping;
  private final byte escape;
  private final byte lineEnd;
  private final int maxRecordBytes;
  private final Frame frame = new Frame();
  private int expectedColumns = Integer.MAX_VALUE;

  /**
   * Makes a framer.
   *
   * @param lineEnd the byte that ends a line: LF, with a CR before it or not, or CR
   */
  RecordFramer(ByteWindow window, Dialect dialect, byte lineEnd) {
    this.window = window;
    this.delimiter = dialect.delimiter().getBytes(StandardCharsets.US_ASCII);
    Character quoteChar = dialect.quote();
    Character escapeChar = dialect.escape();
    this.quoting = quoteChar != null;
    this.quote = quoteChar == null ? 0 : (byte) quoteChar.charValue();
    this.escaping = escapeChar != null;
    this.escape = escapeChar == null ? 0 : (byte) escapeChar.charValue();
    this.lineEnd = lineEnd;
    this.maxRecordBytes = dialect.maxRecordBytes();
  }

  /** Says how many columns a record has, once the header is known. */
  void expectColumns(int columns) {
    expectedColumns = columns;
  }

  /**
   * Finds the next record, from the mark of the window on.
   *
   * @return what was found, valid until the next call; its {@code next} is 0 at the end of the file
   */
  Frame next() throws IOException {
    frame.clear();
    if (!has(0)) {
      return frame;
    }
    // Most records hold no quote and can be cut in one tight loop.
    if (delimiter.length != 1 || !scanPlain()) {
      frame.clear();
      scanQuoting();
    }
    return frame;
  }

  /** Finds the end of the line that begins at the mark, whatever it holds. */
  Frame nextLine() throws IOException {
    frame.clear();
    if (has(0)) {
      endOfLine(0);
    }
    return frame;
  }

  /** Cuts a record without quotes; returns false when it meets a field that is quoted. */
  private boolean scanPlain() throws IOException {
    int i = 0;
    int fieldBegin = 0;
    byte between = delimiter[0];
    while (true) {
      byte[] bytes = window.bytes();
      int mark = window.mark();
      int available = window.limit() - mark;
      for (; i < available; i++) {
        byte b = bytes[mark + i];
        if (b == between) {
          frame.addField(i);
          fieldBegin = i + 1;
        } else if (b == lineEnd) {
          endRecord(i, i + 1);
          return true;
        } else if (quoting && b == quote && i == fieldBegin) {
          return false;
        }
      }
      if (i > maxRecordBytes + 1) {
        tooLong();
        return true;
      }
      if (!window.more()) {
        endRecord(i, i);
        return true;
      }
    }
  }

  private void scanQuoting() throws IOException {
    int i = 0;
    boolean fieldBegins = true;
    while (has(i)) {
      byte b = at(i);
      if (quoting && fieldBegins && b == quote) {
        frame.quoted = true;
        int behind = closeQuote(i);
        if (behind < 0) {
          return;
        }
        i = behind;
        fieldBegins = false;
      } else if (b == delimiter[0] && isDelimiter(i)) {
        frame.addField(i);
        i += delimiter.length;
        fieldBegins = true;
        if (frame.lines > 1 && frame.fields >= expectedColumns) {
          // A stray quote has swallowed a line: going on to the limit of a record would only read
          // the same lines again and again.
          faultAt(Rule.COLUMN_COUNT, "expected " + expectedColumns + " columns, found more");
          return;
        }
      } else if (b == lineEnd) {
        endRecord(i, i + 1);
        return;
      } else {
        fieldBegins = false;
        i++;
      }
      if (i > maxRecordBytes + 1) {
        tooLong();
        return;
      }
    }
    endRecord(i, i);
  }

  /** Returns the index behind the closing quote, or -1 when the frame has got a fault. */
  private int closeQuote(int opening) throws IOException {
    int i = opening + 1;
    while (has(i)) {
      byte b = at(i);
      if (escaping && b == escape && has(i + 1) && isEscapable(at(i + 1))) {
        i += 2;
      } else if (b == quote) {
        return behindQuote(i + 1) ? i + 1 : faultAt(Rule.TEXT_AFTER_QUOTE, textAfterQuote(i + 1));
      } else {
        if (b == lineEnd) {
          frame.lines++;
        }
        i++;
      }
      if (i > maxRecordBytes) {
        return faultAt(
            Rule.UNTERMINATED_QUOTE,
            "the quote at byte "
                + (window.markOffset() + opening)
                + " is not closed within "
                + maxRecordBytes
                + " bytes");
      }
    }
    return faultAt(
        Rule.UNTERMINATED_QUOTE,
        "the quote at byte "
            + (window.markOffset() + opening)
            + " is not closed before the end of the file");
  }

  private boolean isEscapable(byte b) {
    return b == quote || (escape != quote && b == escape);
  }

  private boolean behindQuote(int i) throws IOException {
    if (!has(i)) {
      return true;
    }
    byte b = at(i);
    if (b == lineEnd || (b == delimiter[0] && isDelimiter(i))) {
      return true;
    }
    // CR LF, or a CR that ends the file.
    return lineEnd == '\n' && b == '\r' && (!has(i + 1) || at(i + 1) == '\n');
  }

  private String textAfterQuote(int i) throws IOException {
    int to = i;
    while (to < i + 20 && has(to) && at(to) != lineEnd && at(to) != '\r') {
      to++;
    }
    String text =
        new String(window.bytes(), window.mark() + i, to - i, StandardCharsets.ISO_8859_1);
    return "'"
        + text.replaceAll("[^\\x20-\\x7e]", "?")
        + "' follows the closing quote at byte "
        + (window.markOffset() + i - 1)
        + "; expected a delimiter or the end of the line";
  }

  /** The faulty record ends with its first line. */
  private int faultAt(Rule rule, String message) throws IOException {
    frame.fault(rule, message);
    endOfLine(0);
    frame.lines = 1;
    return -1;
  }

  private void tooLong() throws IOException {
    frame.fault(
        Rule.RECORD_TOO_LONG,
        "the record is longer than max-record = " + maxRecordBytes + " bytes");
    endOfLine(0);
    frame.lines = 1;
  }

  /**
   * Finds the end of the first line. When the line is longer than a record may be, {@code length}
   * is that of the longest record and {@code next} is -1, however much of it the window happens to
   * hold: see {@link #skipRestOfLine}.
   */
  private void endOfLine(int from) throws IOException {
    int i = from;
    while (true) {
      byte[] bytes = window.bytes();
      int mark = window.mark();
      int available = window.limit() - mark;
      // One more for the CR of a line end.
      for (; i < available && i <= maxRecordBytes + 1; i++) {
        if (bytes[mark + i] == lineEnd) {
          frame.length = withoutCarriageReturn(i);
          frame.next = i + 1;
          return;
        }
      }
      if (i > maxRecordBytes + 1) {
        // The caller keeps what it wants to show, then skips the rest of the line.
        frame.length = maxRecordBytes;
        frame.next = -1;
        return;
      }
      if (!window.more()) {
        frame.length = withoutCarriageReturn(i);
        frame.next = i;
        return;
      }
    }
  }

  /** Moves the mark behind the end of the line it is in, keeping nothing. */
  void skipRestOfLine() throws IOException {
    while (true) {
      byte[] bytes = window.bytes();
      for (int i = window.mark(); i < window.limit(); i++) {
        if (bytes[i] == lineEnd) {
          window.advance(i + 1);
          return;
        }
      }
      window.advance(window.limit());
      if (!window.more()) {
        return;
      }
    }
  }

  /**
   * Ends the record.
   *
   * @param i where its content ends
   * @param next where the next record begins
   */
  private void endRecord(int i, int next) throws IOException {
    if (withoutCarriageReturn(i) > maxRecordBytes) {
      tooLong();
      return;
    }
    frame.length = withoutCarriageReturn(i);
    frame.next = next;
    frame.addField(frame.length);
  }

  private int withoutCarriageReturn(int i) {
    return lineEnd == '\n' && i > 0 && at(i - 1) == '\r' ? i - 1 : i;
  }

  private boolean isDelimiter(int i) throws IOException {
    return delimiter.length == 1 || (has(i + 1) && at(i + 1) == delimiter[1]);
  }

  private byte at(int i) {
    return window.bytes()[window.mark() + i];
  }

  /** Makes sure that the i-th byte behind the mark is there; false: the file ends before it. */
  private boolean has(int i) throws IOException {
    while (window.mark() + i >= window.limit()) {
      if (!window.more()) {
        return false;
      }
    }
    return true;
  }
}
