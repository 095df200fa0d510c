package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.PassListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Says when batches begin and end and what was decided about files, and, when closed, what was done
 * for each tenant in all. Safe for several threads.
 */
final class BatchLines implements PassListener, AutoCloseable {

  private static final EventLog EVENTS = EventLog.of(BatchLines.class);
  private static final int NAMED_FILES = 5;

  private final double quotaRatio;
  private final LongSupplier nanoTime;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Begin> running = new ConcurrentHashMap<>();
  private final Map<String, BatchTally> tallies = new ConcurrentHashMap<>();

  /**
   * Makes a listener.
   *
   * @param quotaRatio a quota is nearly used from this share on
   * @param nanoTime a monotonic clock
   */
  BatchLines(double quotaRatio, LongSupplier nanoTime) {
    this.quotaRatio = quotaRatio;
    this.nanoTime = nanoTime;
  }

  @Override
  public void began(Run run, RunCounters counters) {
    String tenant = run.profile().id();
    Begin begin = new Begin(numbers.incrementAndGet(), nanoTime.getAsLong());
    running.put(run.id(), begin);
    EVENTS.info(
        Event.BATCH_BEGAN,
        about(run)
            .with("batch", begin.number)
            .with("files", run.files().size())
            .with("bytes", run.totalBytes())
            .with("keyspace", run.profile().keyspace()),
        "{}: batch {} begins, {}, {}, keyspace {}, run {}",
        tenant,
        begin.number,
        Sizes.counted(run.files().size(), "file"),
        Sizes.bytes(run.totalBytes()),
        run.profile().keyspace(),
        run.id());
    String names = names(run.files().stream().map(RunFile::name).toList());
    EVENTS.info(
        Event.FILES_ADMITTED, about(run).with("names", names), "{}: admitted {}", tenant, names);
    for (RunFile file : run.files()) {
      ResumePoint resume = file.resume();
      if (resume != null) {
        long records = resume.counts().recordsRead();
        EVENTS.info(
            Event.FILE_RESUMED,
            about(run)
                .with("file", file.name())
                .with("line", resume.line())
                .with("byte", resume.byteOffset())
                .with("records_read", records),
            "{}/{}: resumes at line {}, byte {}; {} done before",
            tenant,
            file.name(),
            resume.line(),
            resume.byteOffset(),
            Sizes.counted(records, "record") + (records == 1 ? " was" : " were"));
      }
    }
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    Begin begin = running.remove(run.id());
    int number = begin == null ? 0 : begin.number;
    double seconds = begin == null ? 0 : (nanoTime.getAsLong() - begin.nanos) / 1e9;
    Counts counts = counters.ownCounts();
    tallies.merge(
        run.profile().id(),
        new BatchTally(1, run.files().size(), counts, seconds),
        BatchTally::plus);
    long rowsPerSecond = perSecond(counts.rowsWritten(), seconds);
    FailureCode code = result.code();
    About about =
        about(run)
            .with("batch", number)
            .with("files", run.files().size())
            .with("records_read", counts.recordsRead())
            .with("rows_written", counts.rowsWritten())
            .with("rejects", counts.rejects())
            .with("skipped", counts.skipped())
            .with("bytes", counts.bytes())
            .with("seconds", seconds)
            .with("rows_per_second", rowsPerSecond)
            .with("code", code == null ? null : code.name())
            .with("owner", code == null ? null : code.owner().label())
            .with("reason", result.reason());
    String figures =
        String.format(
            Locale.ROOT,
            "after %.1f s: %s, %s, %s, %s rows/s, %s/s, run %s",
            seconds,
            Sizes.counted(counts.recordsRead(), "record"),
            Sizes.counted(counts.rowsWritten(), "row"),
            Sizes.counted(counts.rejects(), "reject"),
            Sizes.count(rowsPerSecond),
            Sizes.bytes(perSecond(counts.bytes(), seconds)),
            run.id());
    String tenant = run.profile().id();
    if (code == null) {
      EVENTS.info(Event.BATCH_ENDED, about, "{}: batch {} ended {}", tenant, number, figures);
    } else {
      EVENTS.warn(
          Event.BATCH_ENDED,
          about,
          "{}: batch {} failed {}: {} ({}): {}",
          tenant,
          number,
          figures,
          code,
          code.owner().label(),
          result.reason());
    }
  }

  @Override
  public void charged(String tenant, String runId, List<QuotaStep> steps) {
    for (QuotaStep step : steps) {
      if (step.reaches(quotaRatio)) {
        EVENTS.warn(
            Event.QUOTA_NEARLY_USED,
            About.tenant(tenant)
                .run(runId)
                .with("window", step.window())
                .with("unit", step.unit())
                .with("limit", step.limit())
                .with("used", step.after()),
            "{}: has used {}",
            tenant,
            step.inWords());
      }
    }
  }

  @Override
  public void judged(String tenant, FileOutcome outcome) {
    EVENTS.info(
        Event.FILE_JUDGED,
        About.tenant(tenant)
            .with("file", outcome.name())
            .with("state", label(outcome))
            .with("reason", outcome.reason()),
        "{}/{}: {}: {}",
        tenant,
        outcome.name(),
        outcome.state(),
        outcome.reason());
  }

  @Override
  public void deferred(String tenant, List<FileOutcome> outcomes) {
    FileOutcome first = outcomes.get(0);
    if (outcomes.size() == 1) {
      judged(tenant, first);
      return;
    }
    EVENTS.info(
        Event.FILES_DEFERRED,
        About.tenant(tenant)
            .with("files", outcomes.size())
            .with("state", label(first))
            .with("reason", first.reason()),
        "{}: {}: {}: {}: {}",
        tenant,
        Sizes.counted(outcomes.size(), "file"),
        first.state(),
        first.reason(),
        names(outcomes.stream().map(FileOutcome::name).toList()));
  }

  private static String label(FileOutcome outcome) {
    return outcome.state().name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a line about a run is about. */
  static About about(Run run) {
    return About.tenant(run.profile().id()).run(run.id());
  }

  private static long perSecond(long count, double seconds) {
    return Math.round(count / Math.max(seconds, 0.001));
  }

  private static String names(List<String> files) {
    String names = files.stream().limit(NAMED_FILES).collect(Collectors.joining(", "));
    int others = files.size() - NAMED_FILES;
    return others > 0 ? names + " and " + others + " more" : names;
  }

  /** Says what was done for each tenant. */
  @Override
  public void close() {
    tallies.forEach(
        (tenant, tally) ->
            EVENTS.info(Event.TENANT_ENDED, tally.about(tenant), "{}", tally.line(tenant)));
  }

  private record Begin(int number, long nanos) {}
}
