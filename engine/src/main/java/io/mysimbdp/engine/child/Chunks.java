package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.records.Columns;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records that came together, and tells the engine once the app has let go of them all: until
 * then the engine keeps what it needs to settle them. Safe for several threads.
 */
final class Chunks {

  private final Cleaner cleaner = Cleaner.create();
  private final EngineLine line;

  Chunks(EngineLine line) {
    this.line = line;
  }

  /** Reads so many records. */
  List<RemoteRecord> read(int count, Columns columns, WireInput in) {
    Object chunk = new Object();
    try {
      List<RemoteRecord> records = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        records.add(RemoteRecord.read(chunk, columns, in));
      }
      if (!records.isEmpty()) {
        long first = records.get(0).number();
        cleaner.register(
            chunk, () -> line.tell(FrameKind.RELEASE, body -> body.putLong(first).putInt(count)));
      }
      return records;
    } catch (ProtocolException e) {
      throw new UncheckedIOException(e);
    }
  }
}
