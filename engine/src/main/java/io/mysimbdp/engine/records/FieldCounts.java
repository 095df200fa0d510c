package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many fields the records of a text have, for those who do not know its dialect yet: it is cut
 * as {@link DelimitedReader} would cut it, but nothing is expected of the header or of the number
 * of columns.
 */
public final class FieldCounts {

  private FieldCounts() {}

  /**
   * Returns how many lines are part of records with so many fields, by that number; under 0 are the
   * lines that are no record of this dialect. Blank lines are left out.
   *
   * @param text without a byte order mark
   * @param dialect its header and its columns do not matter
   */
  public static SortedMap<Integer, Long> linesByFields(byte[] text, Dialect dialect) {
    SortedMap<Integer, Long> lines = new TreeMap<>();
    try {
      ByteWindow window = new ByteWindow(new ByteArrayInputStream(text));
      RecordFramer framer = new RecordFramer(window, dialect, LineEnds.detect(window));
      for (Frame frame = framer.next(); frame.next != 0; frame = framer.next()) {
        if (frame.length > 0) {
          lines.merge(frame.fault == null ? frame.fields : 0, (long) frame.lines, Long::sum);
        }
        if (frame.next < 0) {
          framer.skipRestOfLine();
        } else {
          window.advance(window.mark() + frame.next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory can be read", e);
    }
    return lines;
  }
}
