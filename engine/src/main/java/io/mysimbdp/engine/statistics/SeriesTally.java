package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what happened in each step of a period. */
final class SeriesTally implements Tally {

  private final Steps steps;
  private final Volume[] ingested;
  private final long[] troubles;
  private final SpeedTally[] rows;

  SeriesTally(Steps steps) {
    this.steps = steps;
    this.ingested = new Volume[steps.count()];
    this.troubles = new long[steps.count()];
    this.rows = new SpeedTally[steps.count()];
    Arrays.fill(ingested, Volume.ZERO);
    Arrays.setAll(rows, any -> new SpeedTally());
  }

  @Override
  public void add(EndedFile file) {
    int index = steps.index(file.endedAt());
    if (file.end() == End.DONE) {
      ingested[index] = ingested[index].plus(Volume.of(file));
    } else if (file.end() != End.DUPLICATE) {
      troubles[index]++;
    }
  }

  @Override
  public void add(EndedRun run) {
    if (run.isMeasured()) {
      rows[steps.index(run.endedAt())].add(run.rows(), run.duration());
    }
  }

  List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < ingested.length; i++) {
      Speed speed = rows[i].speed();
      buckets.add(
          new Bucket(
              steps.start(i), ingested[i], troubles[i], speed == null ? null : speed.mean()));
    }
    return buckets;
  }
}
