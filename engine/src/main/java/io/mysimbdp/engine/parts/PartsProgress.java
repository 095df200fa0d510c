package io.mysimbdp.engine.parts;

import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.DurablePosition;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunProgress;
import io.mysimbdp.engine.run.RunResult;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the parts of a file have come, as if they were one run. What is durable is what lies
 * before the first part that is not done, and what that part says of itself: what later parts have
 * done is done again after a crash. The rejects up to there are in the log of the whole.
 *
 * <p>Parts may end, and the latest be asked for, on any thread; all else is for one.
 */
final class PartsProgress {

  private static final Logger LOG = LoggerFactory.getLogger(PartsProgress.class);
  private static final long POSITION_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SplitPlan plan;
  private final LongSupplier nanoTime;
  private final List<RunCounters> counters;
  private final AtomicReferenceArray<@Nullable RunResult> results;
  private final RejectLog rejects;
  // Rejects of a run before whose log is gone: to miss them again is no new fault.
  private final long lost;
  private final long beginNanos;
  // How much of the log of each part is in that of the whole.
  private final long[] taken;
  private int inTaking;
  private @Nullable EngineException broken;
  private long positionNanos;
  private @Nullable DurablePosition position;
  private volatile RunProgress latest;

  PartsProgress(SplitPlan plan, RunCounters whole, LongSupplier nanoTime) {
    this.plan = plan;
    this.nanoTime = nanoTime;
    this.counters = IntStream.range(0, plan.parts().size()).mapToObj(i -> whole.ofPart()).toList();
    this.results = new AtomicReferenceArray<>(plan.parts().size());
    this.rejects = plan.rejects();
    this.taken = new long[plan.parts().size()];
    this.lost = lostBefore(plan);
    this.beginNanos = nanoTime.getAsLong();
    this.positionNanos = beginNanos;
    this.latest = progress();
  }

  RunCounters counters(int part) {
    return counters.get(part);
  }

  /** Notes what has become of a part. */
  void ended(int part, RunResult result) {
    results.set(part, result);
  }

  /** Returns how far all have come; waits for nothing. */
  RunProgress latest() {
    return latest;
  }

  /**
   * Looks at the parts, now and then also at what is durable.
   *
   * @throws EngineException when rejects cannot be put together
   */
  void look() {
    long now = nanoTime.getAsLong();
    if (now - positionNanos >= POSITION_EVERY_NANOS) {
      positionNanos = now;
      position = durable();
    }
    latest = progress();
  }

  /**
   * Takes all parts for ended: what they have rejected is in one log from here on.
   *
   * @throws EngineException when that cannot be done
   */
  void conclude() {
    try (rejects) {
      position = durable();
      take(taken.length - 1);
      rejects.force();
    } finally {
      latest = progress();
    }
    long counted = latest.counts().rejects();
    if (isDone() && logged() != counted) {
      throw new EngineException(
          FailureCode.DISK,
          counted
              + " records were rejected by the parts, and "
              + logged()
              + " are in their logs in "
              + rejects.path().getParent()
              + ": expected a folder that all workers share");
    }
    deleteLogsOfParts();
  }

  /** Tells whether all parts have come to their ends, and are done. */
  boolean isDone() {
    return done(seen()) == taken.length;
  }

  private static long lostBefore(SplitPlan plan) {
    String former = plan.file().formerRejects();
    return former == null || Files.exists(Path.of(former), LinkOption.NOFOLLOW_LINKS)
        ? 0
        : plan.former().rejects();
  }

  /** Returns how many rejects the log of the whole holds, or is known not to hold. */
  private long logged() {
    return lost + rejectKinds().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Writes the rejects of the whole file once more, as a file to be mended. */
  void writeMendable() {
    String extension = new FileFacts(plan.file().name(), 0).extension();
    rejects.writeMendable(
        plan.cuts().preamble(),
        Charset.forName(plan.whole().profile().dialect().encoding()),
        extension.isEmpty() ? "" : "." + extension);
  }

  /** Returns where the rejects are; null: there are none. */
  @Nullable String rejectsPath() {
    return rejectKinds().isEmpty() ? null : rejects.path().toString();
  }

  Map<String, Long> rejectKinds() {
    return rejects.kinds();
  }

  /** Returns the CPU time of all parts that have ended. */
  Duration cpuTime() {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < taken.length; i++) {
      RunResult result = results.get(i);
      sum = result == null ? sum : sum.plus(result.cpuTime());
    }
    return sum;
  }

  /** Returns what is done as of now: each part is asked once for all that is told of it. */
  private List<Optional<FileResult>> seen() {
    return IntStream.range(0, taken.length).mapToObj(this::ifDone).toList();
  }

  private Optional<FileResult> ifDone(int part) {
    return Optional.ofNullable(results.get(part))
        .map(result -> result.files().get(0))
        .filter(file -> file.state() == FileResult.State.DONE);
  }

  /** Returns how many parts are done before the first that is not. */
  private static int done(List<Optional<FileResult>> seen) {
    int done = 0;
    while (done < seen.size() && seen.get(done).isPresent()) {
      done++;
    }
    return done;
  }

  private @Nullable DurablePosition durable() {
    List<Optional<FileResult>> seen = seen();
    int done = done(seen);
    Counts counts = Counts.ZERO;
    for (int i = 0; i < done; i++) {
      counts = counts.plus(records(i, seen));
    }
    ResumePoint point;
    if (done == taken.length) {
      point = new ResumePoint(plan.cuts().end().byteOffset(), plan.cuts().end().line(), counts);
    } else {
      DurablePosition own = counters.get(done).positions().get(plan.file().name());
      ResumePoint from = own == null ? plan.begin(done) : own.point();
      if (from == null || (own == null && done == 0)) {
        return position;
      }
      point = new ResumePoint(from.byteOffset(), from.line(), counts.plus(from.counts()));
    }
    take(Math.min(done, taken.length - 1));
    rejects.force();
    if (logged() < point.counts().rejects()) {
      // Some are nowhere to be found, so nobody may go on behind them.
      return position;
    }
    return new DurablePosition(
        point, point.counts().rejects() == 0 ? null : rejects.path().toString());
  }

  /** Adds to the log of the whole what is new in those up to a part, all before it being done. */
  private void take(int part) {
    if (broken != null) {
      throw broken;
    }
    try {
      for (; inTaking <= part; inTaking++) {
        taken[inTaking] = rejects.append(plan.rejects(inTaking), taken[inTaking]);
        if (inTaking == part) {
          return;
        }
      }
    } catch (EngineException e) {
      // Nobody knows how much of it is there, so no more is added.
      broken = e;
      throw e;
    }
  }

  /** Positions count no bytes. */
  private Counts records(int part, List<Optional<FileResult>> seen) {
    Counts all = counts(part, seen);
    return new Counts(all.recordsRead(), all.rowsWritten(), all.rejects(), all.skipped(), 0);
  }

  private Counts counts(int part, List<Optional<FileResult>> seen) {
    Counts all =
        seen.get(part).map(FileResult::counts).orElseGet(() -> counters.get(part).counts());
    // Each part has read the header, left out what lies before it, and read on a little behind it.
    long before = plan.before(part);
    long bytes = Math.max(0, Math.min(all.bytes(), plan.file(part).endOffset()) - before);
    return new Counts(all.recordsRead(), all.rowsWritten(), all.rejects(), all.skipped(), bytes);
  }

  private RunProgress progress() {
    List<Optional<FileResult>> seen = seen();
    long lastWrite = 0;
    String activity = "";
    Counts counts = Counts.ZERO;
    for (int i = 0; i < taken.length; i++) {
      counts = counts.plus(counts(i, seen));
      lastWrite = Math.max(lastWrite, counters.get(i).lastWriteMicros());
      activity = counters.get(i).activity().isEmpty() ? activity : counters.get(i).activity();
    }
    Counts former = plan.former();
    Counts own =
        new Counts(
            Math.max(0, counts.recordsRead() - former.recordsRead()),
            Math.max(0, counts.rowsWritten() - former.rowsWritten()),
            Math.max(0, counts.rejects() - former.rejects()),
            Math.max(0, counts.skipped() - former.skipped()),
            counts.bytes());
    boolean isDone = done(seen) == taken.length;
    return new RunProgress(
        counts.plus(new Counts(0, 0, 0, 0, plan.before(0))),
        own,
        position == null ? Map.of() : Map.of(plan.file().name(), position),
        // Of a part that was given up for lost, nobody knows.
        isDone ? lastWrite : plan.lastWriteMicros(),
        isDone
            ? Map.of(plan.file().name(), Duration.ofNanos(nanoTime.getAsLong() - beginNanos))
            : Map.of(),
        activity);
  }

  private void deleteLogsOfParts() {
    for (int i = 0; i < taken.length; i++) {
      try {
        RejectLog.delete(plan.rejects(i));
      } catch (IOException e) {
        LOG.debug("The rejects of a part are left behind: {}", plan.rejects(i), e);
      }
    }
  }
}
