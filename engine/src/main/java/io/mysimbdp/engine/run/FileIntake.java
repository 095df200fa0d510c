package io.mysimbdp.engine.run;

import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.write.Arrival;
import io.mysimbdp.tenant.InputRecord;
import org.jspecify.annotations.Nullable;

/** Where the records of one file are accounted for. Safe for several threads. */
final class FileIntake {

  private final FileTally tally;
  private final RejectLog rejects;
  private final RunEvents events;
  private final Arrival arrival;

  FileIntake(FileTally tally, RejectLog rejects, RunEvents events) {
    this.tally = tally;
    this.rejects = rejects;
    this.events = events;
    this.arrival = tally::rowAcknowledged;
  }

  FileTally tally() {
    return tally;
  }

  /** Returns what counts a row that has arrived, whatever its place in the file. */
  Arrival arrival() {
    return arrival;
  }

  /** Counts a record that came whole, and follows it from here on. */
  TrackedRecord accept(InputRecord record) {
    return accept(record, null);
  }

  /** Counts a record that came whole, and follows it from here on, in its place in the file. */
  TrackedRecord accept(InputRecord record, PositionTracker.@Nullable Entry entry) {
    tally.recordRead();
    events.read(record);
    return new TrackedRecord(record, this, entry);
  }

  /** Counts a record that is none by the dialect, and puts it aside. */
  void malformed(Reject reject) {
    tally.recordRead();
    tally.recordRejected();
    putAside(reject);
  }

  /** Notes that the app leaves a record out, which has been counted by the caller. */
  void skipped(InputRecord record, String reason) {
    events.skipped(record, reason);
  }

  /** Puts a record aside that has been counted as rejected by the caller. */
  void putAside(InputRecord record, @Nullable String column, String rule, String reason) {
    putAside(
        new Reject(
            record.file(),
            record.line(),
            record.byteOffset(),
            column,
            rule,
            reason,
            record.raw(),
            null,
            true));
  }

  private void putAside(Reject reject) {
    rejects.add(reject);
    events.rejected(reject);
  }
}
