package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.schedule.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a pass is doing: a log line at the start and end of each batch and for each file with
 * something to say, and every few seconds a line for each batch that takes long.
 */
final class PassProgress implements PassListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PassProgress.class);
  private static final long INTERVAL_SECONDS = 5;
  private static final int NAMED_FILES = 5;

  private final Map<Run, Live> running = new ConcurrentHashMap<>();
  private final KillPoint killPoint = KillPoint.configured();
  private final ScheduledExecutorService ticker;

  private PassProgress(ScheduledExecutorService ticker) {
    this.ticker = ticker;
  }

  static PassProgress start() {
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    PassProgress progress = new PassProgress(ticker);
    Future<?> unused =
        ticker.scheduleAtFixedRate(
            progress::tick, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return progress;
  }

  @Override
  public void began(Run run, RunCounters counters) {
    LOG.info(
        "{}: batch of {} begins, {}, keyspace {}, run {}",
        run.profile().id(),
        files(run.files().size()),
        Sizes.bytes(totalBytes(run)),
        run.profile().keyspace(),
        run.id());
    LOG.info(
        "{}: admitted {}",
        run.profile().id(),
        names(run.files().stream().map(RunFile::name).toList()));
    for (RunFile file : run.files()) {
      ResumePoint resume = file.resume();
      if (resume != null) {
        LOG.info(
            "{}/{}: resumes at line {}, byte {}; {} records were done before",
            run.profile().id(),
            file.name(),
            resume.line(),
            resume.byteOffset(),
            Sizes.count(resume.counts().recordsRead()));
      }
    }
    running.put(run, new Live(counters, System.nanoTime()));
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    Live live = running.remove(run);
    double seconds = live == null ? 0 : seconds(live.beginNanos);
    Counts counts = counters.counts();
    LOG.info(
        "{}: batch ended after {} s: {} records, {} rows, {} rejects, {} rows/s, run {}",
        run.profile().id(),
        String.format(Locale.ROOT, "%.1f", seconds),
        Sizes.count(counts.recordsRead()),
        Sizes.count(counts.rowsWritten()),
        Sizes.count(counts.rejects()),
        Sizes.count(Math.round(counts.rowsWritten() / Math.max(seconds, 0.001))),
        run.id());
    for (FileResult file : result.files()) {
      if (file.reason() != null) {
        LOG.warn(
            "{}/{}: {} ({}): {}",
            run.profile().id(),
            file.name(),
            file.state(),
            file.code() == null ? "" : file.code().owner().label(),
            file.reason());
      } else if (file.rejectsPath() != null) {
        LOG.warn(
            "{}/{}: {} records rejected, see {}",
            run.profile().id(),
            file.name(),
            Sizes.count(file.counts().rejects()),
            file.rejectsPath());
      }
    }
  }

  @Override
  public void reached(Step step) {
    killPoint.reached(step);
  }

  @Override
  public void judged(String tenant, FileOutcome outcome) {
    LOG.info("{}/{}: {}: {}", tenant, outcome.name(), outcome.state(), outcome.reason());
  }

  @Override
  public void deferred(String tenant, List<FileOutcome> outcomes) {
    FileOutcome first = outcomes.get(0);
    if (outcomes.size() == 1) {
      judged(tenant, first);
      return;
    }
    LOG.info(
        "{}: {}: {}: {}: {}",
        tenant,
        files(outcomes.size()),
        first.state(),
        first.reason(),
        names(outcomes.stream().map(FileOutcome::name).toList()));
  }

  private void tick() {
    running.forEach(
        (run, live) -> {
          Counts counts = live.counters.counts();
          double seconds = seconds(live.beginNanos);
          long percent = 100 * counts.bytes() / Math.max(1, totalBytes(run));
          String activity = live.counters.activity();
          LOG.info(
              "{}: {} % of {}, {} records, {} rows/s{}",
              run.profile().id(),
              Math.min(percent, 100),
              Sizes.bytes(totalBytes(run)),
              Sizes.count(counts.recordsRead()),
              Sizes.count(Math.round(counts.rowsWritten() / Math.max(seconds, 0.001))),
              activity.isEmpty() ? "" : ", " + activity);
        });
  }

  private static long totalBytes(Run run) {
    return run.files().stream().mapToLong(RunFile::sizeBytes).sum();
  }

  private static String names(List<String> files) {
    String names = files.stream().limit(NAMED_FILES).collect(Collectors.joining(", "));
    int others = files.size() - NAMED_FILES;
    return others > 0 ? names + " and " + others + " more" : names;
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  private record Live(RunCounters counters, long beginNanos) {}
}
