package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.ProgressMeter;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.schedule.Step;
import io.mysimbdp.engine.terminal.ProgressBar;
import io.mysimbdp.engine.terminal.StatusBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how runs get on: on a terminal a bar for each, drawn anew in place; and every few seconds a
 * line for each that takes long, for the logs and for where there is no terminal.
 */
final class PassProgress implements PassListener, AutoCloseable {

  private static final long LINE_MILLIS = 5_000;
  private static final long BAR_MILLIS = 250;
  private static final int MOST_BARS = 8;

  private final StatusBlock status;
  private final Map<String, Live> running = new ConcurrentHashMap<>();
  private final KillPoint killPoint = KillPoint.configured();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private PassProgress(StatusBlock status) {
    this.status = status;
  }

  /** Starts; to be closed. */
  static PassProgress start(StatusBlock status) {
    PassProgress progress = new PassProgress(status);
    progress.every(LINE_MILLIS, progress::tell);
    if (status.isOn()) {
      progress.every(BAR_MILLIS, progress::draw);
    }
    return progress;
  }

  private void every(long millis, Runnable work) {
    Future<?> unused = ticker.scheduleAtFixedRate(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void began(Run run, RunCounters counters) {
    ProgressMeter meter = new ProgressMeter(run.totalBytes(), System.nanoTime());
    running.put(run.id(), new Live(run, counters, meter));
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    running.remove(run.id());
  }

  @Override
  public void reached(Step step) {
    killPoint.reached(step);
  }

  private void tell() {
    running.values().forEach(live -> ProgressLines.tell(live.run, read(live), activity(live)));
  }

  private void draw() {
    List<Live> lives = new ArrayList<>(running.values());
    lives.sort(Comparator.comparing(live -> live.run.id()));
    List<Live> shown = lives.subList(0, Math.min(MOST_BARS, lives.size()));
    int nameWidth = shown.stream().mapToInt(live -> name(live).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Live live : shown) {
      ProgressMeter.Reading reading = read(live);
      lines.add(
          ProgressBar.of(
              name(live),
              nameWidth,
              reading.share(),
              facts(reading, activity(live)),
              status.columns()));
    }
    if (lives.size() > shown.size()) {
      lines.add("… and " + (lives.size() - shown.size()) + " more");
    }
    status.show(lines);
  }

  private static String name(Live live) {
    return live.run.profile().id();
  }

  private static String activity(Live live) {
    return live.counters.activity();
  }

  private static List<String> facts(ProgressMeter.Reading reading, String activity) {
    List<String> facts = new ArrayList<>();
    facts.add(reading.left() == null ? "" : ProgressLines.clock(reading.left()) + " left");
    facts.add(Sizes.count(Math.round(reading.rowsPerSecond())) + " rows/s");
    facts.add(Sizes.bytes(reading.counts().bytes()) + " of " + Sizes.bytes(reading.totalBytes()));
    facts.add(activity);
    facts.removeIf(String::isEmpty);
    return facts;
  }

  /** For the thread of the ticker. */
  private static ProgressMeter.Reading read(Live live) {
    return live.meter.read(live.counters.counts(), live.counters.ownCounts(), System.nanoTime());
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    try {
      // What it is drawing just now would stay.
      ticker.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    status.clear();
  }

  private record Live(Run run, RunCounters counters, ProgressMeter meter) {}
}
