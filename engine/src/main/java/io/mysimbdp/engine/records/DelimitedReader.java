package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file by a dialect, from first to last. For one thread at a time.
 *
 * <p>A line without any byte holds no record, wherever it is; in a file of one column an empty
 * value is written as {@code ""}. A byte order mark, a missing final line end and CRLF are no
 * faults.
 *
 * <p><b>Memory</b>: about twice the longest record allowed, whatever the file.
 */
public final class DelimitedReader implements AutoCloseable {

  private static final int SHOWN_RAW_BYTES = 4096;

  private final Dialect dialect;
  private final TextEncoding encoding;
  private final ByteWindow window;
  private final RecordFramer framer;
  private final QuotedFields quotedFields;
  private final int delimiterBytes;
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();
  private final byte lineEnd;
  private Columns columns;
  private long line;
  private long end = Long.MAX_VALUE;

  private DelimitedReader(
      Dialect dialect,
      TextEncoding encoding,
      ByteWindow window,
      byte lineEnd,
      String fileName,
      long line) {
    this.dialect = dialect;
    this.encoding = encoding;
    this.window = window;
    this.lineEnd = lineEnd;
    this.framer = new RecordFramer(window, dialect, lineEnd);
    this.quotedFields = new QuotedFields(dialect);
    this.delimiterBytes = dialect.delimiter().length();
    this.columns = new Columns(fileName, List.of());
    this.line = line;
  }

  /**
   * Opens a file and reads its header.
   *
   * @param decompressed the content, from its first byte on; closed with the reader
   * @throws UnusableFileException when there is no usable header
   * @throws IOException when it cannot be read
   */
  public static DelimitedReader open(InputStream decompressed, String fileName, Dialect dialect)
      throws IOException {
    ByteWindow window = new ByteWindow(decompressed);
    TextEncoding encoding = new TextEncoding(dialect.encoding());
    if (encoding.isUtf8()) {
      ByteOrderMark.skip(window, fileName);
    }
    byte lineEnd = LineEnds.detect(window);
    DelimitedReader reader = new DelimitedReader(dialect, encoding, window, lineEnd, fileName, 1);
    reader.skipLines();
    if (lineEnd == '\n' && dialect.skipLines() == 0 && reader.mayBeginWithAnything()) {
      // Or a CR within the first line behind it would be taken for how the lines end.
      reader.preamble.write('\n');
    }
    reader.columns = new Columns(fileName, reader.header(fileName));
    reader.framer.expectColumns(reader.columns.size());
    return reader;
  }

  /**
   * Returns what stands before the first record, with a line end behind each line: a file that
   * begins with it is read by the same dialect.
   */
  public byte[] preamble() {
    return preamble.toByteArray();
  }

  /** Returns the column names; empty when the file is. Unmodifiable. */
  public List<String> columns() {
    return columns.names();
  }

  /** Returns where the next record begins, in the decompressed file. */
  public long offset() {
    return window.markOffset();
  }

  /** Returns the line that the next record begins in, from 1. */
  public long line() {
    return line;
  }

  /**
   * Goes on at a place that {@link #offset} and {@link #line} have told before, behind the header.
   *
   * @throws IOException when the file cannot be read, or ends before that place
   */
  public void resume(long offset, long atLine) throws IOException {
    window.skipTo(offset);
    line = atLine;
  }

  /** Ends before the first record that begins at this offset or behind it. */
  public void endAt(long offset) {
    end = offset;
  }

  ByteWindow window() {
    return window;
  }

  /** Returns the byte that ends a line: LF, with a CR before it or not, or CR. */
  byte lineEnd() {
    return lineEnd;
  }

  /**
   * Returns the next record, well formed or not; null at the end.
   *
   * @throws IOException when the file cannot be read
   */
  public @Nullable Parsed next() throws IOException {
    while (window.markOffset() < end) {
      Frame frame = framer.next();
      if (frame.next == 0) {
        return null;
      }
      if (frame.fault == null && frame.length == 0) {
        consume(frame);
        continue;
      }
      Parsed parsed = parse(frame);
      if (parsed instanceof MalformedRecord fault && frame.lines > 1) {
        // What a stray quote has swallowed besides may be in order: only the first line is given
        // up, and only that is the reject.
        frame = framer.nextLine();
        parsed = malformed(frame, fault.rule(), fault.column(), fault.message());
      }
      consume(frame);
      return parsed;
    }
    return null;
  }

  private Parsed parse(Frame frame) {
    if (frame.fault != null) {
      return malformed(frame, frame.fault, null, frame.message);
    }
    MalformedRecord fault = faultIn(frame);
    if (fault != null) {
      return fault;
    }
    byte[] content = content(frame.length);
    String[] values =
        frame.quoted
            ? quotedFields.split(content, frame.ends, frame.fields, encoding.charset())
            : null;
    return new ParsedRecord(
        columns,
        line,
        window.markOffset(),
        content,
        encoding.charset(),
        values == null ? Arrays.copyOf(frame.ends, frame.fields) : new int[0],
        delimiterBytes,
        values);
  }

  private @Nullable MalformedRecord faultIn(Frame frame) {
    int begin = window.mark();
    int bad = encoding.firstBad(window.bytes(), begin, begin + frame.length);
    if (bad >= 0) {
      String column = columnAt(frame, bad - begin);
      long offset = window.markOffset() + bad - begin;
      return window.bytes()[bad] == 0
          ? malformed(frame, Rule.NUL, column, "a NUL byte at byte " + offset)
          : malformed(
              frame,
              Rule.INVALID_ENCODING,
              column,
              String.format(
                  Locale.ROOT,
                  "the byte 0x%02X at byte %d is not valid in %s",
                  window.bytes()[bad] & 0xff,
                  offset,
                  encoding.charset().name()));
    }
    if (frame.fields != columns.size()) {
      return malformed(
          frame,
          Rule.COLUMN_COUNT,
          null,
          "expected " + columns.size() + " columns, found " + frame.fields);
    }
    if (frame.length > dialect.maxFieldBytes()) {
      for (int i = 0; i < frame.fields; i++) {
        int fieldBegin = i == 0 ? 0 : frame.ends[i - 1] + delimiterBytes;
        int bytes = frame.ends[i] - fieldBegin;
        if (bytes > dialect.maxFieldBytes()) {
          return malformed(
              frame,
              Rule.FIELD_TOO_LONG,
              columns.names().get(i),
              "the field has "
                  + bytes
                  + " bytes, more than max-field = "
                  + dialect.maxFieldBytes());
        }
      }
    }
    return null;
  }

  private @Nullable String columnAt(Frame frame, int offset) {
    for (int i = 0; i < frame.fields; i++) {
      if (offset < frame.ends[i]) {
        return i < columns.size() ? columns.names().get(i) : null;
      }
    }
    return null;
  }

  private MalformedRecord malformed(
      Frame frame, Rule rule, @Nullable String column, String message) {
    int shown = Math.min(frame.length, SHOWN_RAW_BYTES);
    // Bytes that cannot be decoded become replacement characters; the message has them in full.
    String raw = new String(content(shown), encoding.charset());
    return new MalformedRecord(
        line,
        window.markOffset(),
        rule,
        column,
        message,
        shown < frame.length || frame.next < 0 ? raw + "…" : raw,
        frame.next < 0 ? null : ByteBuffer.wrap(content(frame.length)).asReadOnlyBuffer());
  }

  private byte[] content(int length) {
    return Arrays.copyOfRange(window.bytes(), window.mark(), window.mark() + length);
  }

  private void consume(Frame frame) throws IOException {
    line += frame.lines;
    if (frame.next < 0) {
      framer.skipRestOfLine();
    } else {
      window.advance(window.mark() + frame.next);
    }
  }

  private void skipLines() throws IOException {
    for (int i = 0; i < dialect.skipLines(); i++) {
      Frame frame = framer.nextLine();
      if (frame.next == 0) {
        return;
      }
      keep(frame);
      consume(frame);
    }
  }

  /** Tells whether the first line that a preamble keeps is another than that of the file. */
  private boolean mayBeginWithAnything() throws IOException {
    return dialect.headerLines() == 0 || framer.nextLine().length == 0;
  }

  private void keep(Frame frame) {
    byte[] content = content(frame.length);
    preamble.writeBytes(content);
    if (content.length > 0 && content[content.length - 1] == '\r') {
      // This one is of the line; it must not become a part of the line end.
      preamble.write('\r');
    }
    preamble.write('\n');
  }

  private List<String> header(String fileName) throws IOException {
    if (dialect.headerLines() == 0) {
      return dialect.columns();
    }
    Header header = new Header(fileName);
    for (int i = 0; i < dialect.headerLines(); i++) {
      Frame frame = framer.next();
      while (frame.next != 0 && frame.fault == null && frame.length == 0) {
        consume(frame);
        frame = framer.next();
      }
      if (frame.next == 0) {
        break;
      }
      header.add(line, fieldsOfHeader(frame, header));
      keep(frame);
      consume(frame);
    }
    return header.names();
  }

  private List<String> fieldsOfHeader(Frame frame, Header header) {
    if (frame.fault != null) {
      throw header.broken(line, frame.message);
    }
    int begin = window.mark();
    int bad = encoding.firstBad(window.bytes(), begin, begin + frame.length);
    if (bad >= 0) {
      throw header.broken(
          line,
          String.format(
              Locale.ROOT,
              "the byte 0x%02X at byte %d is not valid in %s",
              window.bytes()[bad] & 0xff,
              window.markOffset() + bad - begin,
              encoding.charset().name()));
    }
    byte[] content = content(frame.length);
    if (frame.quoted) {
      return List.of(quotedFields.split(content, frame.ends, frame.fields, encoding.charset()));
    }
    String[] names = new String[frame.fields];
    for (int i = 0; i < names.length; i++) {
      int fieldBegin = i == 0 ? 0 : frame.ends[i - 1] + delimiterBytes;
      names[i] = new String(content, fieldBegin, frame.ends[i] - fieldBegin, encoding.charset());
    }
    return List.of(names);
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
