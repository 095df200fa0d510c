package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RejectSink;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.TableWriter;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Settles records through the engine. Safe for several threads. */
final class RemoteWriter implements TableWriter, RejectSink {

  private final EngineLine line;
  private final Set<Table> known = ConcurrentHashMap.newKeySet();

  RemoteWriter(EngineLine line) {
    this.line = line;
  }

  @Override
  public void write(InputRecord origin, Row row) throws InterruptedException {
    Objects.requireNonNull(row, "row");
    line.checkNotCancelled();
    line.checkLate();
    RemoteRecord record = own(origin, "origin");
    record.write();
    line.tell(FrameKind.WRITE, (body, rows) -> rows.put(body.putLong(record.number()), row));
    // The first row of a table says whether there is such a table; waiting for all would be slow.
    if (!known.contains(row.table())) {
      line.callUnchecked(Operation.SYNC, body -> {});
      known.add(row.table());
    }
  }

  @Override
  public void reject(InputRecord record, String reason) {
    rejectFor(record, null, reason);
  }

  @Override
  public void reject(InputRecord record, String column, String reason) {
    rejectFor(record, Objects.requireNonNull(column, "column"), reason);
  }

  private void rejectFor(InputRecord record, @Nullable String column, String reason) {
    Objects.requireNonNull(reason, "reason");
    checkLate();
    RemoteRecord own = own(record, "record");
    own.settle("reject", "rejected");
    line.tell(
        FrameKind.REJECT, body -> body.putLong(own.number()).putTextOrNull(column).putText(reason));
  }

  @Override
  public void skip(InputRecord record, String reason) {
    Objects.requireNonNull(reason, "reason");
    checkLate();
    RemoteRecord own = own(record, "record");
    own.settle("skip", "skipped");
    line.tell(FrameKind.SKIP, body -> body.putLong(own.number()).putText(reason));
  }

  private void checkLate() {
    try {
      line.checkLate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The run has been cancelled", e);
    }
  }

  private static RemoteRecord own(InputRecord record, String name) {
    if (Objects.requireNonNull(record, name) instanceof RemoteRecord own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Record "
            + record
            + " was not read from a file of this batch; use the records of StagedFile.records(), or"
            + " StagedFile.record() for one found by the app");
  }
}
