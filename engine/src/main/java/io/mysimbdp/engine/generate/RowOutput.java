package io.mysimbdp.engine.generate;

import java.io.IOException;
import java.io.OutputStream;

/** Writes rows in a format, in large pieces. Not safe for several threads. */
final class RowOutput {

  private static final int FLUSH_BYTES = 1 << 17;

  private final OutputStream out;
  private final FileFormat format;
  private final FieldBuffer pending = new FieldBuffer();
  private long bytes;

  RowOutput(OutputStream out, FileFormat format) {
    this.out = out;
    this.format = format;
  }

  void write(FieldBuffer row) throws IOException {
    for (int i = 0; i < row.fields(); i++) {
      if (i > 0) {
        pending.add(format == FileFormat.TSV ? '\t' : ',');
      }
      addField(row, i);
    }
    pending.add('\n');
    if (pending.length() >= FLUSH_BYTES) {
      flush();
    }
  }

  /** Returns the number of bytes written so far, without what is pending. */
  long bytes() {
    return bytes;
  }

  void flush() throws IOException {
    out.write(pending.bytes(), 0, pending.length());
    bytes += pending.length();
    pending.clear();
    out.flush();
  }

  private void addField(FieldBuffer row, int field) {
    byte[] content = row.bytes();
    boolean quoted = format == FileFormat.CSV && needsQuotes(row, field);
    if (quoted) {
      pending.add('"');
    }
    for (int i = row.begin(field); i < row.end(field); i++) {
      if (quoted && content[i] == '"') {
        pending.add('"');
      }
      pending.add(content[i]);
    }
    if (quoted) {
      pending.add('"');
    }
  }

  private static boolean needsQuotes(FieldBuffer row, int field) {
    for (int i = row.begin(field); i < row.end(field); i++) {
      byte b = row.bytes()[i];
      if (b == ',' || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }
}
