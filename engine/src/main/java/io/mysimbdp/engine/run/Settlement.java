package io.mysimbdp.engine.run;

import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;

/** Does with a record what its app has decided. Safe for several threads. */
final class Settlement {

  private final RunControl control;
  private final RejectLimit rejectLimit;
  private final Throttle throttle;
  private final RowSink writer;

  Settlement(RunControl control, RejectLimit rejectLimit, Throttle throttle, RowSink writer) {
    this.control = control;
    this.rejectLimit = rejectLimit;
    this.throttle = throttle;
    this.writer = writer;
  }

  /** Returns how many rows an outcome asks for. */
  static int rows(Outcome outcome) {
    return outcome instanceof Outcome.Write write ? write.rows().size() : 0;
  }

  /** Takes write times for rows, as {@link RowSink#reserve}. */
  long reserve(int rows) {
    return writer.reserve(rows);
  }

  /** Settles a record behind all those before. */
  void settle(TrackedRecord record, Outcome outcome) throws InterruptedException {
    settle(record, outcome, reserve(rows(outcome)));
  }

  /**
   * Settles a record.
   *
   * @param writeTimeMicros that of its first row; as many as it has rows were reserved
   */
  void settle(TrackedRecord record, Outcome outcome, long writeTimeMicros)
      throws InterruptedException {
    control.checkNotCancelled();
    apply(record, outcome, writeTimeMicros);
    record.decided();
  }

  private void apply(TrackedRecord record, Outcome outcome, long writeTimeMicros)
      throws InterruptedException {
    if (outcome instanceof Outcome.Write write) {
      long time = writeTimeMicros;
      for (Row row : write.rows()) {
        writer.check(row.table());
        if (record.beginRow()) {
          throttle.row();
          if (!writer.write(record, row, time)) {
            rejectLimit.check();
          }
        }
        time++;
      }
    } else if (outcome instanceof Outcome.Reject reject) {
      record.reject(reject.column(), reject.reason());
      rejectLimit.check();
    } else {
      record.skip();
    }
  }
}
