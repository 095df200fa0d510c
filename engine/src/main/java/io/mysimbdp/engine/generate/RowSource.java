package io.mysimbdp.engine.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Makes rows, one by one. Used once, by one thread. */
public abstract sealed class RowSource permits ReviewRows, RatingRows {

  private static final int REPORT_EVERY = 1 << 15;

  private final long rows;

  RowSource(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + "; expected 0 or more");
    }
    this.rows = rows;
  }

  /** Puts the column names into the buffer. */
  abstract void header(FieldBuffer buffer);

  /** Puts the next row into the buffer; rows count from 0. */
  abstract void row(long number, FieldBuffer buffer);

  /**
   * Writes a header and all rows.
   *
   * @param out stays open
   * @param progress hears now and then how many rows have been written
   * @return the number of bytes written
   * @throws IOException when they cannot be written
   */
  public final long writeTo(OutputStream out, FileFormat format, LongConsumer progress)
      throws IOException {
    RowOutput output = new RowOutput(out, format);
    FieldBuffer buffer = new FieldBuffer();
    header(buffer);
    output.write(buffer);
    for (long i = 0; i < rows; i++) {
      buffer.clear();
      row(i, buffer);
      output.write(buffer);
      if (i % REPORT_EVERY == 0) {
        progress.accept(i);
      }
    }
    output.flush();
    progress.accept(rows);
    return output.bytes();
  }
}
