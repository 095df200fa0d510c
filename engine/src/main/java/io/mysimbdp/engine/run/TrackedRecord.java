package io.mysimbdp.engine.run;

import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.records.ParsedRecord;
import io.mysimbdp.engine.write.Arrival;
import io.mysimbdp.engine.write.RowOrigin;
import io.mysimbdp.tenant.InputRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record and what has become of it: the engine's side of the accounting. Safe for several
 * threads.
 */
final class TrackedRecord implements InputRecord, RowOrigin {

  private enum State {
    OPEN,
    WRITTEN,
    REJECTED_BY_APP,
    SKIPPED,
    REFUSED_BY_CASSANDRA
  }

  private final InputRecord record;
  private final FileIntake intake;
  private final PositionTracker.@Nullable Entry entry;
  // Guarded by this.
  private State state = State.OPEN;

  TrackedRecord(InputRecord record, FileIntake intake) {
    this(record, intake, null);
  }

  /**
   * Follows a record.
   *
   * @param entry its place in the file; null: the file is not resumed by records
   */
  TrackedRecord(InputRecord record, FileIntake intake, PositionTracker.@Nullable Entry entry) {
    this.record = record;
    this.intake = intake;
    this.entry = entry;
  }

  /** Returns roughly how long the record is, in characters. */
  int length() {
    return record instanceof ParsedRecord parsed ? parsed.sizeBytes() : record.raw().length();
  }

  /** Says that the app has decided on the record; rows of it may still be under way. */
  void decided() {
    if (entry != null) {
      entry.release();
    }
  }

  FileIntake intake() {
    return intake;
  }

  /**
   * Prepares for a row of this record.
   *
   * @return false when the record has been refused already, so that further rows are pointless
   * @throws IllegalStateException when the app has rejected or skipped it
   */
  synchronized boolean beginRow() {
    switch (state) {
      case OPEN -> {
        state = State.WRITTEN;
        intake.tally().recordWritten();
        hold();
        return true;
      }
      case WRITTEN -> {
        hold();
        return true;
      }
      case REFUSED_BY_CASSANDRA -> {
        return false;
      }
      case REJECTED_BY_APP, SKIPPED -> throw settledBefore("write a row of");
    }
    throw new IllegalStateException(state.name());
  }

  private void hold() {
    if (entry != null) {
      entry.hold();
    }
  }

  /**
   * Rejects the record.
   *
   * @throws IllegalStateException when it has been settled before
   */
  void reject(@Nullable String column, String reason) {
    synchronized (this) {
      if (state != State.OPEN) {
        throw settledBefore("reject");
      }
      state = State.REJECTED_BY_APP;
      intake.tally().recordRejected();
      if (entry != null) {
        entry.rejected();
      }
    }
    intake.putAside(record, column, Reject.BY_APP, reason);
  }

  /**
   * Leaves the record out.
   *
   * @throws IllegalStateException when it has been settled before
   */
  synchronized void skip(String reason) {
    if (state != State.OPEN) {
      throw settledBefore("skip");
    }
    state = State.SKIPPED;
    intake.tally().recordSkipped();
    intake.skipped(record, reason);
    if (entry != null) {
      entry.skipped();
    }
  }

  /** Tells whether nothing has been decided yet. */
  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  @Override
  public void acknowledged() {
    accepted().acknowledged();
  }

  /** The record itself, with its text, is not needed to count a row. */
  @Override
  public Arrival accepted() {
    return entry == null ? intake.arrival() : entry;
  }

  @Override
  public void refused(@Nullable String column, String reason) {
    try {
      synchronized (this) {
        if (state == State.REFUSED_BY_CASSANDRA) {
          return;
        }
        state = State.REFUSED_BY_CASSANDRA;
        intake.tally().writtenRecordRejected();
        if (entry != null) {
          entry.rejected();
        }
      }
      intake.putAside(record, column, Reject.BY_CASSANDRA, reason);
    } finally {
      if (entry != null) {
        entry.release();
      }
    }
  }

  private IllegalStateException settledBefore(String attempt) {
    String before =
        switch (state) {
          case WRITTEN -> "has been written";
          case REJECTED_BY_APP -> "has been rejected";
          case SKIPPED -> "has been skipped";
          case REFUSED_BY_CASSANDRA -> "has been refused by Cassandra";
          case OPEN -> throw new IllegalStateException("open");
        };
    return new IllegalStateException(
        "Cannot " + attempt + " " + record.file() + ":" + record.line() + ": it " + before);
  }

  @Override
  public String file() {
    return record.file();
  }

  @Override
  public long line() {
    return record.line();
  }

  @Override
  public long byteOffset() {
    return record.byteOffset();
  }

  @Override
  public List<String> columns() {
    return record.columns();
  }

  @Override
  public String get(String column) {
    return record.get(column);
  }

  @Override
  public String get(int index) {
    return record.get(index);
  }

  @Override
  public String raw() {
    return record.raw();
  }

  @Override
  public String toString() {
    return record.file() + ":" + record.line();
  }
}
