package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.write.RowOrigin;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a part of a file, with no write time of the next part: its rows come later in the
 * file, and have to win. Where the times are used up, no further row is taken, and the run fails,
 * whatever its app makes of that. Safe for several threads.
 */
final class BoundedTimes implements RowSink {

  private final RowSink rows;
  private final FilePart part;
  private volatile @Nullable EngineException excess;

  BoundedTimes(RowSink rows, FilePart part) {
    this.rows = rows;
    this.part = part;
  }

  @Override
  public void check(Table table) {
    rows.check(table);
  }

  @Override
  public long reserve(int count) {
    throwIfExceeded();
    long first = rows.reserve(count);
    if (count > 0 && first + count - 1 > part.lastWriteMicros()) {
      excess =
          new EngineException(
              FailureCode.SPLIT_GIVEN_UP,
              "the app makes more rows of a record than can be kept in order between the parts of"
                  + " a file, so the file is run again in one piece");
    }
    throwIfExceeded();
    return first;
  }

  @Override
  public boolean write(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    return rows.write(origin, row, writeTimeMicros);
  }

  @Override
  public void finish() throws InterruptedException {
    rows.finish();
    throwIfExceeded();
  }

  @Override
  public long lastWriteTimeMicros() {
    return Math.min(rows.lastWriteTimeMicros(), part.lastWriteMicros());
  }

  private void throwIfExceeded() {
    EngineException known = excess;
    if (known != null) {
      throw known;
    }
  }
}
