package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.Wrangler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives an app's wrangler over the records of a batch. A file that turns out to be unusable is
 * refused, and the loop goes on with the next one.
 */
final class WrangleLoop {

  /** Of a chunk: enough for a switch between processes to cost little. */
  private static final int MOST_RECORDS = 256;

  private static final long MOST_CHARACTERS = 256 << 10;

  private final Wrangler wrangler;
  private final RunControl control;
  private final RejectLimit rejectLimit;
  private final Throttle throttle;
  private final RowSink writer;
  private final BatchFiles files;

  WrangleLoop(
      Wrangler wrangler,
      RunControl control,
      RejectLimit rejectLimit,
      Throttle throttle,
      RowSink writer,
      BatchFiles files) {
    this.wrangler = wrangler;
    this.control = control;
    this.rejectLimit = rejectLimit;
    this.throttle = throttle;
    this.writer = writer;
    this.files = files;
  }

  void run() throws InterruptedException {
    for (OpenedFile file : files.all()) {
      try {
        wrangleAll(file);
        files.completed(file);
      } catch (UnusableFileException e) {
        files.judge(file, Verdicts.refused(e));
      } catch (IOException e) {
        BatchFiles.Verdict verdict = Verdicts.unreadable(file, e);
        files.judge(file, verdict);
        if (verdict.state() == FileResult.State.FAILED) {
          throw new EngineException(verdict.code(), verdict.reason(), e);
        }
      }
    }
  }

  private void wrangleAll(OpenedFile file) throws IOException, InterruptedException {
    try (OpenedFile.TrackingReader reader = file.recordsToBeDone()) {
      if (wrangler instanceof ChunkWrangler chunks) {
        wrangleChunks(reader, chunks);
        return;
      }
      for (TrackedRecord record = reader.next(); record != null; record = reader.next()) {
        control.checkNotCancelled();
        settle(record, WrangleCall.of(wrangler, record));
      }
    }
  }

  /**
   * Keeps one chunk on its way while the one before is taken in. Where a file is given up, nothing
   * is on its way afterwards.
   */
  private void wrangleChunks(OpenedFile.TrackingReader reader, ChunkWrangler chunks)
      throws IOException, InterruptedException {
    List<TrackedRecord> sent = List.of();
    Reading reading;
    try {
      do {
        reading = read(reader);
        if (!reading.records().isEmpty()) {
          chunks.send(reading.records());
        }
        receive(sent, chunks);
        sent = reading.records();
      } while (reading.hasMore());
      receive(sent, chunks);
    } catch (RuntimeException e) {
      chunks.drop();
      throw e;
    }
    reading.check();
  }

  private void receive(List<TrackedRecord> sent, ChunkWrangler chunks) throws InterruptedException {
    int settled = 0;
    while (settled < sent.size()) {
      Chunk made = chunks.receive();
      settle(sent.subList(settled, sent.size()), made);
      settled += made.outcomes().size();
    }
  }

  private Reading read(OpenedFile.TrackingReader reader) throws InterruptedException {
    List<TrackedRecord> records = new ArrayList<>();
    long characters = 0;
    try {
      while (records.size() < MOST_RECORDS && characters < MOST_CHARACTERS) {
        control.checkNotCancelled();
        TrackedRecord record = reader.next();
        if (record == null) {
          return new Reading(records, false, null, null);
        }
        records.add(record);
        characters += record.raw().length();
      }
      return new Reading(records, true, null, null);
    } catch (IOException e) {
      return new Reading(records, false, e, null);
    } catch (RuntimeException e) {
      return new Reading(records, false, null, e);
    }
  }

  /** Records that were read, and why there are no more where that is not the end of the file. */
  private record Reading(
      List<TrackedRecord> records,
      boolean hasMore,
      @Nullable IOException unreadable,
      @Nullable RuntimeException failure) {

    void check() throws IOException {
      if (unreadable != null) {
        throw unreadable;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void settle(List<TrackedRecord> records, Chunk made) throws InterruptedException {
    for (int i = 0; i < made.outcomes().size(); i++) {
      control.checkNotCancelled();
      settle(records.get(i), made.outcomes().get(i));
    }
    if (made.failure() != null) {
      throw made.failure();
    }
  }

  private void settle(TrackedRecord record, Outcome outcome) throws InterruptedException {
    apply(record, outcome);
    record.decided();
  }

  private void apply(TrackedRecord record, Outcome outcome) throws InterruptedException {
    if (outcome instanceof Outcome.Write write) {
      for (Row row : write.rows()) {
        writer.check(row.table());
        if (record.beginRow()) {
          throttle.row();
          if (!writer.write(record, row)) {
            rejectLimit.check();
          }
        }
      }
    } else if (outcome instanceof Outcome.Reject reject) {
      record.reject(reject.column(), reject.reason());
      rejectLimit.check();
    } else {
      record.skip();
    }
  }
}
