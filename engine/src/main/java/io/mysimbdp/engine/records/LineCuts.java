package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a file can be cut so that each part holds whole records, with the number of the line at
 * each cut: found in one pass over the bytes, which counts line ends and looks at nothing else.
 */
public final class LineCuts {

  /** Cuts are no use when there are so many that a part is next to nothing. */
  private static final int MOST_PARTS = 4096;

  private final LinePlace begin;
  private final List<LinePlace> inner;
  private final LinePlace end;
  private final byte[] preamble;

  private LineCuts(LinePlace begin, List<LinePlace> inner, LinePlace end, byte[] preamble) {
    this.begin = begin;
    this.inner = List.copyOf(inner);
    this.end = end;
    this.preamble = preamble;
  }

  /** Returns where the first part begins. */
  public LinePlace begin() {
    return begin;
  }

  /** Returns where the others begin, in order; none of them at the end of the file. */
  public List<LinePlace> inner() {
    return inner;
  }

  /** Returns the place behind the last line. */
  public LinePlace end() {
    return end;
  }

  /** Returns what stands before the first record, as {@link DelimitedReader#preamble}. */
  public byte[] preamble() {
    return preamble.clone();
  }

  /** Tells whether a file of a dialect can be cut where a line ends: where nothing is quoted. */
  public static boolean fit(Dialect dialect) {
    return dialect.quote() == null;
  }

  /**
   * Looks for cuts.
   *
   * @param content the file from its first byte on, uncompressed; is closed
   * @param sizeBytes how many bytes it has
   * @param from where to begin; null: behind the header
   * @param mostBytes about how large a part may be; a line is not cut
   * @param stopped is asked now and then whether to end
   * @return the cuts; null when it was stopped
   * @throws UnusableFileException when there is no usable header
   * @throws IOException when it cannot be read
   */
  public static @Nullable LineCuts find(
      InputStream content,
      String fileName,
      long sizeBytes,
      Dialect dialect,
      @Nullable LinePlace from,
      long mostBytes,
      BooleanSupplier stopped)
      throws IOException {
    if (!fit(dialect)) {
      throw new IllegalArgumentException("A quoted field of " + fileName + " may hold line ends");
    }
    try (DelimitedReader reader = DelimitedReader.open(content, fileName, dialect)) {
      byte[] preamble = reader.preamble();
      if (from != null) {
        reader.resume(from.byteOffset(), from.line());
      }
      LinePlace begin = new LinePlace(reader.offset(), reader.line());
      long rest = Math.max(1, sizeBytes - begin.byteOffset());
      long parts = Math.min(MOST_PARTS, (rest + mostBytes - 1) / mostBytes);
      return scan(reader, begin, sizeBytes, (rest + parts - 1) / parts, preamble, stopped);
    }
  }

  private static @Nullable LineCuts scan(
      DelimitedReader reader,
      LinePlace begin,
      long sizeBytes,
      long every,
      byte[] preamble,
      BooleanSupplier stopped)
      throws IOException {
    ByteWindow window = reader.window();
    byte lineEnd = reader.lineEnd();
    List<LinePlace> inner = new ArrayList<>();
    long line = begin.line();
    long lineBegin = begin.byteOffset();
    long wanted = lineBegin + every;
    do {
      if (stopped.getAsBoolean()) {
        return null;
      }
      byte[] bytes = window.bytes();
      int limit = window.limit();
      long base = window.markOffset() - window.mark();
      for (int i = window.mark(); i < limit; i++) {
        if (bytes[i] == lineEnd) {
          line++;
          lineBegin = base + i + 1;
          if (lineBegin >= wanted && lineBegin < sizeBytes) {
            inner.add(new LinePlace(lineBegin, line));
            // A line longer than a part leaves out the cuts that lie in it.
            wanted += every * ((lineBegin - wanted) / every + 1);
          }
        }
      }
      window.advance(limit);
    } while (window.more());
    long end = window.markOffset();
    return new LineCuts(
        begin, inner, new LinePlace(end, end > lineBegin ? line + 1 : line), preamble);
  }
}
