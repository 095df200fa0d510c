package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import java.util.EnumMap;
import java.util.Map;

/** Collects {@link Totals}. */
final class TotalsTally implements Tally {

  private final Map<End, Volume> files = new EnumMap<>(End.class);
  private final Map<End, Long> runs = new EnumMap<>(End.class);
  private final DurationTally fileDurations = new DurationTally();
  private final DurationTally runDurations = new DurationTally();
  private final SpeedTally rows = new SpeedTally();
  private final SpeedTally bytes = new SpeedTally();

  TotalsTally() {
    for (End end : End.values()) {
      files.put(end, Volume.ZERO);
    }
    for (End end : new End[] {End.DONE, End.REFUSED, End.FAILED}) {
      runs.put(end, 0L);
    }
  }

  @Override
  public void add(EndedFile file) {
    files.merge(file.end(), Volume.of(file), Volume::plus);
    if (file.end() == End.DONE) {
      fileDurations.add(file.duration());
    }
  }

  @Override
  public void add(EndedRun run) {
    runs.merge(run.end(), 1L, Long::sum);
    runDurations.add(run.duration());
    if (run.isMeasured()) {
      rows.add(run.rows(), run.duration());
      bytes.add(run.bytes(), run.duration());
    }
  }

  Totals totals() {
    return new Totals(
        files,
        runs,
        fileDurations.durations(),
        runDurations.durations(),
        rows.speed(),
        bytes.speed());
  }
}
