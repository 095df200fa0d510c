package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.records.Columns;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** A staged file, which the engine reads. Safe for several threads. */
final class RemoteFile implements StagedFile {

  private final EngineLine line;
  private final Chunks chunks;
  private final int number;
  private final RunFile file;
  private final Columns noColumns;

  /**
   * Makes the view of a file.
   *
   * @param number its place in the batch, from 0
   */
  RemoteFile(EngineLine line, Chunks chunks, int number, RunFile file) {
    this.line = line;
    this.chunks = chunks;
    this.number = number;
    this.file = file;
    this.noColumns = new Columns(file.name(), List.of());
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long sizeBytes() {
    return file.sizeBytes();
  }

  @Override
  public InputStream openRaw() throws IOException {
    return opened(Operation.OPEN_RAW);
  }

  @Override
  public InputStream open() throws IOException {
    return opened(Operation.OPEN);
  }

  private InputStream opened(Operation operation) throws IOException {
    return new RemoteStream(line, line.call(operation, body -> body.putInt(number)).getInt());
  }

  @Override
  public RecordReader records() throws IOException {
    WireInput opened = line.call(Operation.RECORDS, body -> body.putInt(number));
    int reader = opened.getInt();
    return new RemoteReader(line, chunks, reader, new Columns(file.name(), opened.getTexts()));
  }

  @Override
  public InputRecord record(long lineNumber, long byteOffset, String raw) {
    Objects.requireNonNull(raw, "raw");
    WireInput declared =
        line.callUnchecked(
            Operation.DECLARE,
            body -> body.putInt(number).putLong(lineNumber).putLong(byteOffset).putText(raw));
    return chunks.read(1, noColumns, declared).get(0);
  }
}
