package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.run.DurablePosition;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the positions of a run to the ledger, once a second while it goes on and, of files that
 * are not done, once more when it ends. What is lost in a crash is at most what was written since.
 */
final class PositionKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PositionKeeper.class);
  private static final long INTERVAL_MILLIS = 1_000;

  private final Ledger ledger;
  private final HeldLease lease;
  private final Run run;
  private final RunCounters counters;
  private final PassListener listener;
  private final Crew crew;
  private final Future<?> task;
  private final Map<String, Long> known = new ConcurrentHashMap<>();
  // Guarded by this.
  private final Set<String> done = new HashSet<>();

  PositionKeeper(
      Ledger ledger,
      HeldLease lease,
      Run run,
      RunCounters counters,
      PassListener listener,
      Crew crew,
      ScheduledExecutorService timer) {
    this.ledger = ledger;
    this.lease = lease;
    this.run = run;
    this.counters = counters;
    this.listener = listener;
    this.crew = crew;
    this.task =
        timer.scheduleWithFixedDelay(
            this::advance, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void advance() {
    try {
      Map<String, DurablePosition> positions = counters.positions();
      crew.each(
          run.files().stream().filter(file -> isNew(file, positions.get(file.name()))).toList(),
          file -> note(file, Objects.requireNonNull(positions.get(file.name()))));
    } catch (EngineException e) {
      // The commit will tell, if it matters: without a position the file is only read again.
      LOG.debug("The positions of run {} are not noted", run.id(), e);
    }
  }

  private boolean isNew(RunFile file, @Nullable DurablePosition position) {
    if (position == null || done.contains(file.name())) {
      return false;
    }
    long begin = file.resume() == null ? 0 : file.resume().byteOffset();
    return position.point().byteOffset() > known.getOrDefault(file.name(), begin);
  }

  private void note(RunFile file, DurablePosition position) {
    ledger.advance(lease.lease(), run, file, position, counters.lastWriteMicros());
    known.put(file.name(), position.point().byteOffset());
    listener.reached(Step.ADVANCED);
  }

  /**
   * Takes a run for ended: those of its files that are done need no position any more, for the next
   * that the ledger hears of them is just that.
   */
  synchronized void ended(RunResult result) {
    for (FileResult file : result.files()) {
      if (file.state() == FileResult.State.DONE) {
        done.add(file.name());
      }
    }
  }

  /** Notes the last positions of the files that are not done. */
  @Override
  public void close() {
    task.cancel(false);
    advance();
  }
}
