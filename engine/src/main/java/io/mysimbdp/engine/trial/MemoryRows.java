package io.mysimbdp.engine.trial;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.write.CheckedRows;
import io.mysimbdp.engine.write.RowOrigin;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows in memory. As with Cassandra, what goes wrong shows with a later call: the one that
 * hands the row over has returned by then.
 */
final class MemoryRows implements RowSink {

  private final @Nullable CheckedRows checks;
  private final TrialFaults faults;
  private final AtomicLong nextWriteTimeMicros;
  // All guarded by this.
  private final List<TrialResult.Written> rows = new ArrayList<>();
  private long accepted;
  private @Nullable EngineException failure;

  /**
   * Makes a memory without rows.
   *
   * @param checks by what is declared; null: nothing is, and any table will do
   */
  MemoryRows(@Nullable CheckedRows checks, TrialFaults faults, long firstWriteTimeMicros) {
    this.checks = checks;
    this.faults = faults;
    this.nextWriteTimeMicros = new AtomicLong(firstWriteTimeMicros);
  }

  @Override
  public void check(Table table) {
    if (checks != null) {
      checks.check(table);
    }
  }

  @Override
  public long reserve(int count) {
    return nextWriteTimeMicros.getAndAdd(count);
  }

  @Override
  public synchronized boolean write(RowOrigin origin, Row row, long writeTimeMicros) {
    throwIfFailed();
    if (checks != null && !checks.check(origin, row)) {
      return false;
    }
    accepted++;
    if (accepted == faults.refuseRow()) {
      origin.refused(null, "Cassandra refuses row " + accepted + ", as this test asks");
      return false;
    }
    if (accepted == faults.failAtRow()) {
      failure =
          new EngineException(
              FailureCode.CASSANDRA_OVERLOADED,
              "Cassandra did not accept row " + accepted + ", as this test asks");
      return true;
    }
    InputRecord record = (InputRecord) origin;
    rows.add(new TrialResult.Written(record.file(), record.line(), row));
    origin.acknowledged();
    return true;
  }

  @Override
  public synchronized void finish() {
    throwIfFailed();
  }

  @Override
  public long lastWriteTimeMicros() {
    return nextWriteTimeMicros.get() - 1;
  }

  /** Returns the rows so far. */
  synchronized List<TrialResult.Written> rows() {
    return List.copyOf(rows);
  }

  private void throwIfFailed() {
    if (failure != null) {
      throw failure;
    }
  }
}
