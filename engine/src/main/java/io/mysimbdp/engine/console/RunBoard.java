package io.mysimbdp.engine.console;

import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.PassListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the console knows of runs: those under way, how fast they were lately, and what went wrong.
 * All of it is bounded. Safe for several threads.
 */
public final class RunBoard implements PassListener {

  private final Map<String, LiveRun> running = new ConcurrentHashMap<>();
  private final LiveRates rates;
  private final Mishaps mishaps;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * Makes a board on which nothing stands.
   *
   * @param nanoTime measures what lies between two of its values, in nanoseconds
   */
  public RunBoard(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.rates = new LiveRates(nanoTime.getAsLong());
    this.mishaps = new Mishaps(clock);
  }

  @Override
  public void began(Run run, RunCounters counters) {
    LiveRun live = new LiveRun(run, counters, nanoTime.getAsLong());
    rates.began(live);
    running.put(run.id(), live);
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    LiveRun live = running.remove(run.id());
    if (live != null) {
      rates.ended(live);
    }
    mishaps.ended(run, result);
  }

  @Override
  public void judged(String tenant, FileOutcome outcome) {
    mishaps.judged(tenant, outcome);
  }

  /** Takes a sample of all rates; to be called at regular intervals. */
  void sample() {
    long now = nanoTime.getAsLong();
    running.values().forEach(run -> run.progress(now));
    rates.sample(clock.instant(), now);
  }

  List<LiveRun> running() {
    return List.copyOf(running.values());
  }

  LiveRates rates() {
    return rates;
  }

  Mishaps mishaps() {
    return mishaps;
  }

  long nanos() {
    return nanoTime.getAsLong();
  }
}
