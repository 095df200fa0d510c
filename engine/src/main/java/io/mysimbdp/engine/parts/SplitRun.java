package io.mysimbdp.engine.parts;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.RejectLimit;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run whose parts are executed at the same time. Used once.
 *
 * <p>The first part that does not come through ends the others, and is what the whole run has come
 * to. So do a stop, the time limit of the run and the limits on rejects, which are judged on the
 * whole.
 */
final class SplitRun {

  private static final EventLog EVENTS = EventLog.of(SplitRun.class);

  private static final long LOOK_EVERY_MILLIS = 100;

  private final SplitPlan plan;
  private final Worker inner;
  private final RunCounters counters;
  private final LongSupplier nanoTime;
  private final RejectLimit rejectLimit;
  private final PartsProgress progress;
  private final StopSignal stopOfParts = new StopSignal();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();

  /**
   * Why the file is not done.
   *
   * @param runCode why the run has failed; null: it has not, though the file was refused
   */
  private record Cause(
      FileResult.State state,
      @Nullable FailureCode code,
      @Nullable String reason,
      Decision.@Nullable Refused refusal,
      @Nullable FailureCode runCode,
      @Nullable String runReason) {

    static Cause of(EngineException failure) {
      return new Cause(
          FileResult.State.FAILED,
          failure.code(),
          failure.getMessage(),
          null,
          failure.code(),
          failure.getMessage());
    }

    static Cause of(RunResult part) {
      FileResult file = part.files().get(0);
      return new Cause(
          file.code() == FailureCode.SPLIT_GIVEN_UP ? FileResult.State.SET_BACK : file.state(),
          file.code(),
          file.reason(),
          file.refusal(),
          part.code(),
          part.reason());
    }
  }

  SplitRun(SplitPlan plan, Worker inner, RunCounters counters, LongSupplier nanoTime) {
    this.plan = plan;
    this.inner = inner;
    this.counters = counters;
    this.nanoTime = nanoTime;
    this.rejectLimit = new RejectLimit(plan.whole().profile().rejects(), counters);
    this.progress = new PartsProgress(plan, counters, nanoTime);
  }

  /** Tells whether files of this JAR are better not cut. */
  boolean isGivenUp() {
    Cause known = cause.get();
    return known != null && known.code() == FailureCode.SPLIT_GIVEN_UP;
  }

  /** Executes all parts and returns what became of the run. */
  RunResult execute(StopSignal stop, int mostAtATime) {
    Run whole = plan.whole();
    try {
      // Before any row is written, or a run after a crash could have earlier times than these rows.
      counters.writesAhead(plan.lastWriteMicros());
    } catch (EngineException e) {
      return whole.notRun(e.code(), e.getMessage());
    }
    counters.follow(progress::latest);
    int threads = Math.min(mostAtATime, plan.parts().size());
    CountDownLatch ended = new CountDownLatch(threads);
    try (StopSignal.Subscription ignored = stop.subscribe(this::fail)) {
      for (int i = 0; i < threads; i++) {
        start(i, ended);
      }
      await(ended);
    }
    return result();
  }

  private void start(int number, CountDownLatch ended) {
    Thread thread =
        new Thread(
            () -> {
              try {
                runParts();
              } catch (Throwable e) {
                fail(defect(e));
              } finally {
                ended.countDown();
              }
            },
            "parts-" + plan.whole().id() + "-" + (number + 1));
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) { // No thread can be made; those that there are do its work.
      ended.countDown();
      if (number == 0) {
        fail(new EngineException(FailureCode.MEMORY, "no thread can be made: " + e.getMessage()));
      }
    }
  }

  private void runParts() {
    for (int i = next.getAndIncrement(); i < plan.parts().size(); i = next.getAndIncrement()) {
      if (stopOfParts.isTripped()) {
        return;
      }
      RunResult result = inner.execute(plan.parts().get(i), stopOfParts, progress.counters(i));
      progress.ended(i, result);
      if (result.files().get(0).state() != FileResult.State.DONE) {
        end(Cause.of(result));
      }
    }
  }

  /** Whoever executes a part has broken his word, whatever it was: the whole has failed. */
  private EngineException defect(Throwable thrown) {
    String tenant = plan.whole().profile().id();
    EVENTS.defect(
        About.tenant(tenant).run(plan.whole().id()),
        tenant + ": run " + plan.whole().id() + " failed for a defect of the engine",
        thrown);
    return new EngineException(FailureCode.INTERNAL, "internal error: " + thrown, thrown);
  }

  /** Takes a step; parts may be under way, so whatever it throws ends them first. */
  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (EngineException e) {
      fail(e);
    } catch (RuntimeException e) {
      if (cause.get() == null) { // It is looked at again and again; once is enough to tell of it.
        fail(defect(e));
      }
    }
  }

  private void fail(EngineException failure) {
    if (cause.compareAndSet(null, Cause.of(failure))) {
      stopOfParts.trip(failure);
    }
  }

  private void end(Cause first) {
    if (cause.compareAndSet(null, first)) {
      stopOfParts.trip("another part of its file has come to no end: " + first.reason());
    }
  }

  private void await(CountDownLatch ended) {
    Duration limit = plan.whole().profile().limits().batchTime();
    long begin = nanoTime.getAsLong();
    boolean interrupted = false;
    boolean isOver = false;
    while (!isOver) {
      try {
        isOver = ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
        fail(new EngineException(FailureCode.CANCELLED, "the engine is stopping"));
      }
      orFail(progress::look);
      orFail(() -> rejectLimit.checkAhead(plan.mostRecords()));
      if (nanoTime.getAsLong() - begin > limit.toNanos() && !isOver) {
        fail(
            new EngineException(
                FailureCode.APP_TIMED_OUT,
                "the batch took longer than limits.batch.time = " + limit.toSeconds() + " s"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private RunResult result() {
    if (!progress.isDone()) {
      // There is a cause, or should be: a part without an end is not done.
      fail(new EngineException(FailureCode.INTERNAL, "a part of the file has come to no end"));
    }
    orFail(progress::conclude);
    if (cause.get() == null) {
      orFail(rejectLimit::check);
    }
    if (cause.get() == null) {
      orFail(progress::writeMendable);
    }
    Cause known = cause.get();
    List<FileResult> files = new ArrayList<>();
    files.add(
        new FileResult(
            plan.file().name(),
            known == null ? FileResult.State.DONE : known.state(),
            counters.counts(),
            known == null ? null : known.code(),
            known == null ? null : known.reason(),
            progress.rejectsPath(),
            known == null ? null : known.refusal(),
            progress.rejectKinds()));
    return new RunResult(
        plan.whole().id(),
        files,
        known == null ? null : known.runCode(),
        known == null ? null : known.runReason(),
        null,
        progress.cpuTime());
  }
}
