package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import org.jspecify.annotations.Nullable;

/**
 * Does with a record what its app has decided, whether the engine drives the app or the app the
 * engine. Safe for several threads.
 */
final class Settlement {

  private final RejectLimit rejectLimit;
  private final Throttle throttle;
  private final RowSink writer;

  Settlement(RejectLimit rejectLimit, Throttle throttle, RowSink writer) {
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
    apply(record, outcome, writeTimeMicros);
    record.decided();
  }

  private void apply(TrackedRecord record, Outcome outcome, long writeTimeMicros)
      throws InterruptedException {
    if (outcome instanceof Outcome.Write write) {
      long time = writeTimeMicros;
      for (Row row : write.rows()) {
        check(record, row);
        write(record, row, time);
        time++;
      }
    } else if (outcome instanceof Outcome.Reject reject) {
      reject(record, reject.column(), reject.reason());
    } else if (outcome instanceof Outcome.Skip skip) {
      record.skip(skip.reason());
    }
  }

  /** Does the same for a row that a wrangler has made, whose own code is not under way any more. */
  private void check(TrackedRecord record, Row row) {
    try {
      check(row);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "wrangle made a row of " + record + " that cannot be written: " + e.getMessage(),
          e);
    }
  }

  /** Checks that the table of a row can be written, before anything is noted of its record. */
  void check(Row row) {
    writer.check(row.table());
  }

  /** Writes a row that comes behind all those before, and that was checked. */
  void write(TrackedRecord record, Row row) throws InterruptedException {
    write(record, row, reserve(1));
  }

  private void write(TrackedRecord record, Row row, long writeTimeMicros)
      throws InterruptedException {
    if (record.beginRow()) {
      throttle.row();
      if (!writer.write(record, row, writeTimeMicros)) {
        rejectLimit.check();
      }
    }
  }

  /** Puts a record aside that the app has refused. */
  void reject(TrackedRecord record, @Nullable String column, String reason) {
    record.reject(column, reason);
    rejectLimit.check();
  }
}
