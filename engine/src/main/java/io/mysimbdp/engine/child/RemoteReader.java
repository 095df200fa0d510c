package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.records.Columns;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a file, which the engine reads. For one thread at a time. */
final class RemoteReader implements RecordReader {

  private final EngineLine line;
  private final Chunks chunks;
  private final int handle;
  private final Columns columns;
  private final Deque<RemoteRecord> ahead = new ArrayDeque<>();
  private boolean ended;

  RemoteReader(EngineLine line, Chunks chunks, int handle, Columns columns) {
    this.line = line;
    this.chunks = chunks;
    this.handle = handle;
    this.columns = columns;
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public @Nullable InputRecord next() throws IOException {
    if (ahead.isEmpty() && !ended) {
      WireInput more = line.call(Operation.NEXT, body -> body.putInt(handle));
      ahead.addAll(chunks.read(more.getInt(), columns, more));
      ended = ahead.isEmpty();
    }
    return ahead.poll();
  }

  @Override
  public void close() throws IOException {
    line.call(Operation.CLOSE, body -> body.putInt(handle));
    ended = true;
    ahead.clear();
  }
}
