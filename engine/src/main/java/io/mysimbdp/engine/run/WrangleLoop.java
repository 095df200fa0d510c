package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.Wrangler;
import java.io.IOException;

/**
 * Drives an app's wrangler over the records of a batch. A file that turns out to be unusable is
 * refused, and the loop goes on with the next one.
 */
final class WrangleLoop {

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
      for (TrackedRecord record = reader.next(); record != null; record = reader.next()) {
        control.checkNotCancelled();
        apply(record, outcomeOf(record));
        record.decided();
      }
    }
  }

  private Outcome outcomeOf(TrackedRecord record) throws InterruptedException {
    Outcome outcome;
    try {
      outcome = wrangler.wrangle(record);
    } catch (UnusableFileException | InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "wrangle failed on " + record + ": " + AppError.describe(e, wrangler.getClass()),
          e);
    }
    if (outcome == null) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "wrangle returned null for "
              + record
              + "; expected Outcome.write, Outcome.reject or Outcome.skip");
    }
    return outcome;
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
