package io.mysimbdp.engine.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what becomes of the records of one file. Safe for several threads; exact once all rows
 * have been answered.
 */
final class FileTally {

  private final LongAdder read = new LongAdder();
  private final LongAdder rows = new LongAdder();
  // Each record is in at most one of these three.
  private final LongAdder written = new LongAdder();
  private final AtomicLong rejected = new AtomicLong();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  // Of those.
  private final LongAdder bytesSkipped = new LongAdder();
  private volatile Counts carriedOver = Counts.ZERO;

  /** Begins with what a run before has done. */
  void resume(Counts counts) {
    // First, so that nobody takes it for done by this run.
    carriedOver = counts;
    read.add(counts.recordsRead());
    rows.add(counts.rowsWritten());
    rejected.addAndGet(counts.rejects());
    skipped.add(counts.skipped());
    written.add(counts.recordsRead() - counts.rejects() - counts.skipped());
  }

  void recordRead() {
    read.increment();
  }

  void rowAcknowledged() {
    rows.increment();
  }

  void recordWritten() {
    written.increment();
  }

  void recordRejected() {
    rejected.incrementAndGet();
  }

  void recordSkipped() {
    skipped.increment();
  }

  /** A record that had been written turned out to be refused by Cassandra. */
  void writtenRecordRejected() {
    written.decrement();
    rejected.incrementAndGet();
  }

  void bytesRead(long count) {
    bytes.add(count);
  }

  /** Bytes that are left out, mostly for a run before has read them; they count as read. */
  void bytesSkipped(long count) {
    // First, so that nobody takes them for read by this run.
    bytesSkipped.add(count);
    bytes.add(count);
  }

  /** Returns how many records have been neither written, rejected nor skipped. */
  long unsettled() {
    return read.sum() - written.sum() - rejected.get() - skipped.sum();
  }

  /** Returns what this run has done itself; never less than it was before. */
  Counts ownCounts() {
    Counts all = counts();
    Counts before = carriedOver;
    return new Counts(
        Math.max(0, all.recordsRead() - before.recordsRead()),
        Math.max(0, all.rowsWritten() - before.rowsWritten()),
        Math.max(0, all.rejects() - before.rejects()),
        Math.max(0, all.skipped() - before.skipped()),
        Math.max(0, all.bytes() - bytesSkipped.sum()));
  }

  Counts counts() {
    return new Counts(read.sum(), rows.sum(), rejected.get(), skipped.sum(), bytes.sum());
  }
}
