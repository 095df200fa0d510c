package io.mysimbdp.engine.records;

import io.mysimbdp.tenant.InputRecord;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record; its fields are decoded when they are asked for. Immutable. */
public final class ParsedRecord implements Parsed, InputRecord {

  private final Columns columns;
  private final long line;
  private final long byteOffset;
  private final byte[] bytes;
  private final Charset charset;
  // Either the end of each field in bytes and the width of a delimiter, or the fields themselves.
  private final int[] ends;
  private final int delimiterBytes;
  private final String @Nullable [] values;

  ParsedRecord(
      Columns columns,
      long line,
      long byteOffset,
      byte[] bytes,
      Charset charset,
      int[] ends,
      int delimiterBytes,
      String @Nullable [] values) {
    this.columns = columns;
    this.line = line;
    this.byteOffset = byteOffset;
    this.bytes = bytes;
    this.charset = charset;
    this.ends = ends;
    this.delimiterBytes = delimiterBytes;
    this.values = values;
  }

  @Override
  public String file() {
    return columns.file();
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long byteOffset() {
    return byteOffset;
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public String get(String column) {
    return get(columns.indexOf(column));
  }

  @Override
  public String get(int index) {
    if (index < 0 || index >= columns.size()) {
      throw new IndexOutOfBoundsException(
          "there is no position "
              + index
              + " in "
              + this
              + ": expected 0 to "
              + (columns.size() - 1));
    }
    if (values != null) {
      return values[index];
    }
    int begin = index == 0 ? 0 : ends[index - 1] + delimiterBytes;
    return new String(bytes, begin, ends[index] - begin, charset);
  }

  @Override
  public String raw() {
    return new String(bytes, charset);
  }

  /** Returns the size of the record in the file, in bytes, without its line end. */
  public int sizeBytes() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return file() + ":" + line;
  }
}
