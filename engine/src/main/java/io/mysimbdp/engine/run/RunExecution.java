package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.config.Isolation;
import io.mysimbdp.engine.confine.RefusedCallException;
import io.mysimbdp.engine.confine.RunThreads;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.failure.RetoldException;
import io.mysimbdp.engine.run.BatchFiles.Verdict;
import io.mysimbdp.engine.session.RequestError;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls an app for its batch and establishes what became of every file. Used once, on one thread.
 *
 * <p>A file is done only when it was read to its end, each of its records was written, rejected or
 * skipped, each of its rows is acknowledged, and it is still the file that was fingerprinted.
 * Whatever the app throws or leaves undone ends here.
 */
final class RunExecution {

  private static final int MOST_INTERRUPTS = 3;

  private final Run run;
  private final RunControl control;
  private final BatchFiles files;
  private final RowSink writer;
  private final RunContext context;
  private final RejectLimit rejectLimit;

  RunExecution(
      Run run,
      RunControl control,
      BatchFiles files,
      RowSink writer,
      RunContext context,
      RejectLimit rejectLimit) {
    this.run = run;
    this.control = control;
    this.files = files;
    this.writer = writer;
    this.context = context;
    this.rejectLimit = rejectLimit;
  }

  RunResult execute(ClientBatchIngestApp app) {
    EngineException failure = callApp(app);
    control.close();
    EngineException cancelled = control.cancellation();
    if (cancelled != null) {
      if (cancelled.code() != FailureCode.LEASE_LOST) {
        drain();
      }
      // An app that did as it was told has returned early, which is not its fault.
      failure = cancelled;
    } else {
      EngineException unwritten = awaitRows();
      failure = unwritten != null ? unwritten : failure;
      // Before all else: what is wrong with a part need not be wrong with the whole.
      failure = objectionToParts().orElse(failure);
      // Once more: an app can swallow what told it, and Cassandra can refuse rows late.
      failure = failure != null ? failure : tooManyRejects();
    }
    files.close();
    return judge(failure);
  }

  private @Nullable EngineException callApp(ClientBatchIngestApp app) {
    EngineException failure = null;
    try {
      app.ingest(context);
    } catch (Throwable e) {
      failure = failureOf(e, app);
    }
    try {
      app.close();
    } catch (Throwable e) {
      EngineException closing = failureOf(e, app);
      failure = failure != null ? failure : closing;
    }
    return failure;
  }

  /** The error boundary: everything an app can throw becomes one of our failures. */
  private @Nullable EngineException failureOf(Throwable error, ClientBatchIngestApp app) {
    EngineException cancelled = control.cancellation();
    if (cancelled != null) {
      return cancelled;
    }
    if (error instanceof EngineException known) {
      return known;
    }
    if (error instanceof RefusedCallException refused) {
      return new EngineException(
          FailureCode.CALL_REFUSED, String.valueOf(refused.getMessage()), refused);
    }
    if (RequestError.isDenial(error)) {
      return new EngineException(
          FailureCode.CASSANDRA_DENIED,
          "Cassandra denies it: " + RequestError.telling(error).getMessage(),
          RetoldException.of(error));
    }
    if (error instanceof UnusableFileException unusable) {
      Optional<OpenedFile> named = files.named(unusable.file());
      if (named.isPresent()) {
        files.judge(named.get(), Verdicts.refused(unusable));
        return null;
      }
    }
    if (error instanceof IOException io) {
      Optional<OpenedFile> inReading =
          files.all().stream()
              .filter(OpenedFile::wasTaken)
              .filter(file -> !files.isCompleted(file))
              .reduce((first, second) -> second);
      if (inReading.isPresent()) {
        Verdict verdict = Verdicts.unreadable(inReading.get(), io);
        files.judge(inReading.get(), verdict);
        return verdict.state() == FileResult.State.REFUSED
            ? null
            : new EngineException(verdict.code(), verdict.reason(), io);
      }
    }
    return new EngineException(
        error instanceof RefusedStatementException
            ? FailureCode.STATEMENT_REFUSED
            : FailureCode.APP_FAILED,
        "app " + app.getClass().getName() + " failed: " + AppError.describe(error, app.getClass()),
        RetoldException.of(error));
  }

  private Optional<EngineException> objectionToParts() {
    return files.all().stream().flatMap(file -> file.partGuard().objection().stream()).findFirst();
  }

  private @Nullable EngineException tooManyRejects() {
    try {
      rejectLimit.check();
      return null;
    } catch (EngineException e) {
      for (OpenedFile file : files.all()) {
        if (file.tally().counts().rejects() > 0) {
          files.judge(file, new Verdict(FileResult.State.FAILED, e.code(), e.getMessage()));
        }
      }
      return e;
    }
  }

  /**
   * Brings the rows to their end that have been handed over, so that the next run can begin behind
   * them. The worker bounds the wait by abandoning this thread; its interrupt may come as late as
   * here.
   */
  private void drain() {
    for (int interrupts = 0; interrupts < MOST_INTERRUPTS; interrupts++) {
      try {
        writer.finish();
        return;
      } catch (EngineException e) {
        return;
      } catch (InterruptedException e) {
        // What it asks for is being done.
      }
    }
  }

  private @Nullable EngineException awaitRows() {
    try {
      writer.finish();
      return null;
    } catch (EngineException e) {
      return e;
    } catch (InterruptedException e) {
      EngineException reason = control.cancellation();
      return reason != null
          ? reason
          : new EngineException(FailureCode.CANCELLED, "the run was interrupted", e);
    }
  }

  private RunResult judge(@Nullable EngineException failure) {
    List<FileResult> results = new ArrayList<>();
    EngineException worst = failure;
    for (OpenedFile file : files.all()) {
      Verdict verdict = verdictOn(file, failure);
      results.add(resultOf(file, verdict));
      if (worst == null && verdict != null && verdict.state() == FileResult.State.FAILED) {
        worst = new EngineException(verdict.code(), verdict.reason());
      }
    }
    return worst == null
        ? RunResult.succeeded(run.id(), results)
        : RunResult.failed(run.id(), results, worst.code(), worst.getMessage());
  }

  /** Returns why a file is not done, or null when it is. */
  private @Nullable Verdict verdictOn(OpenedFile file, @Nullable EngineException failure) {
    Optional<Verdict> early = files.verdict(file);
    if (early.isPresent()) {
      return early.get();
    }
    Decision.Refused refusal = file.refusal();
    if (refusal != null) {
      // The app has swallowed what told it.
      return Verdicts.refused(new RefusedFileException(file.name(), refusal));
    }
    if (failure != null) {
      // A file that the engine itself has brought to its end owes nothing to the rest of the run,
      // unless rows are missing.
      boolean mayStillBeDone = files.isCompleted(file) && !isWriteFailure(failure);
      if (!mayStillBeDone) {
        return new Verdict(FileResult.State.FAILED, failure.code(), failure.getMessage());
      }
    }
    if (Verdicts.hasChanged(file)) {
      return Verdicts.changed(file);
    }
    if (!file.wasTaken() || file.isReadInPart() || file.isStreamLeft()) {
      return notReadToItsEnd(file);
    }
    if (file.tally().unsettled() != 0) {
      return new Verdict(
          FileResult.State.FAILED, FailureCode.APP_LEFT_RECORDS, describeUnsettled(file));
    }
    return mendableOf(file);
  }

  /** A file is not done before its rejects can be mended. */
  private static @Nullable Verdict mendableOf(OpenedFile file) {
    try {
      file.writeMendable();
      return null;
    } catch (EngineException e) {
      return new Verdict(FileResult.State.FAILED, e.code(), e.getMessage());
    }
  }

  private static boolean isWriteFailure(EngineException failure) {
    return switch (failure.code()) {
      case CASSANDRA_WRITE,
          CASSANDRA_DENIED,
          CASSANDRA_OVERLOADED,
          CASSANDRA_UNREACHABLE,
          SPLIT_GIVEN_UP,
          CANCELLED,
          EXECUTOR_LOST,
          APP_TIMED_OUT,
          DISK ->
          true;
      default -> false;
    };
  }

  private Verdict notReadToItsEnd(OpenedFile file) {
    boolean anotherRefused =
        files.all().stream().anyMatch(other -> files.verdict(other).isPresent());
    if (anotherRefused) {
      return new Verdict(
          FileResult.State.SET_BACK,
          FailureCode.FILE_UNUSABLE,
          "the run ended for another file of its batch");
    }
    return new Verdict(
        FileResult.State.FAILED,
        FailureCode.APP_LEFT_RECORDS,
        "the app returned "
            + (file.wasTaken()
                ? "before the end of "
                    + file.name()
                    + ": expected it to read on until there is none"
                : "without opening "
                    + file.name()
                    + ": expected it to read each of context.files(), or to call"
                    + " context.wrangle"));
  }

  private String describeUnsettled(OpenedFile file) {
    InputRecord example = file.exampleOfUnsettled();
    return file.tally().unsettled()
        + " of "
        + file.tally().counts().recordsRead()
        + " records of "
        + file.name()
        + " were neither written, rejected nor skipped by the app"
        + (example == null ? "" : ", for example line " + example.line())
        + unsettledBy(threadsOfApp());
  }

  /** Those of an app with a process of its own are none of ours, and have ended with it. */
  private List<String> threadsOfApp() {
    return run.profile().confinement().isolation() == Isolation.CLASSLOADER
        ? RunThreads.othersOfCurrent()
        : List.of();
  }

  private static String unsettledBy(List<String> threads) {
    return threads.isEmpty()
        ? "; expected one of the three for each, also where an exception is caught"
        : "; "
            + String.join(", ", threads)
            + " went on when ingest had returned: expected all threads to have ended by then";
  }

  private static FileResult resultOf(OpenedFile file, @Nullable Verdict verdict) {
    Counts counts = file.tally().counts();
    return new FileResult(
        file.name(),
        verdict == null ? FileResult.State.DONE : verdict.state(),
        counts,
        verdict == null ? null : verdict.code(),
        verdict == null ? null : verdict.reason(),
        counts.rejects() == 0 ? null : file.rejectLog().path().toString(),
        file.refusal(),
        file.rejectLog().kinds());
  }
}
