package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.records.Columns;
import io.mysimbdp.tenant.InputRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that the engine holds, and what the app has done with it. Safe for several threads. */
final class RemoteRecord implements InputRecord {

  /** Keeps the chunk, and so the engine's record, for as long as the app keeps this one. */
  final @Nullable Object chunk;

  private final long number;
  private final Columns columns;
  private final long line;
  private final long byteOffset;
  private final String raw;
  private final String[] values;
  // Guarded by this.
  private String settled = "";
  private boolean written;

  private RemoteRecord(@Nullable Object chunk, long number, Columns columns, WireInput in)
      throws ProtocolException {
    this.chunk = chunk;
    this.number = number;
    this.columns = columns;
    this.line = in.getLong();
    this.byteOffset = in.getLong();
    this.raw = in.getText();
    this.values = new String[in.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.getText();
    }
  }

  static RemoteRecord read(@Nullable Object chunk, Columns columns, WireInput in)
      throws ProtocolException {
    return new RemoteRecord(chunk, in.getLong(), columns, in);
  }

  long number() {
    return number;
  }

  /** Notes a row. */
  synchronized void write() {
    if (!settled.isEmpty()) {
      throw before("write a row of", settled);
    }
    written = true;
  }

  /**
   * Notes that the record is settled without a row.
   *
   * @param attempt {@code reject} or {@code skip}
   * @param done the same, as what has been done
   */
  synchronized void settle(String attempt, String done) {
    if (written || !settled.isEmpty()) {
      throw before(attempt, written ? "written" : settled);
    }
    settled = done;
  }

  private IllegalStateException before(String attempt, String done) {
    return new IllegalStateException("Cannot " + attempt + " " + this + ": it has been " + done);
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
    if (index < 0 || index >= values.length) {
      throw new IndexOutOfBoundsException(
          "there is no position "
              + index
              + " in "
              + this
              + ": expected 0 to "
              + (values.length - 1));
    }
    return values[index];
  }

  @Override
  public String raw() {
    return raw;
  }

  @Override
  public String toString() {
    return file() + ":" + line;
  }
}
