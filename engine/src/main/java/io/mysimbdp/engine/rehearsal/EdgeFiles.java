package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.FileOutcome;
import java.util.ArrayList;
import java.util.List;

/** Files that are nearly none: empty, with a header only, without a final line end. */
final class EdgeFiles implements Check {

  @Override
  public String name() {
    return "edges";
  }

  @Override
  public String about() {
    return "an empty file, one with a header only, and one without a final line end";
  }

  @Override
  public String expected() {
    return "all are done, or refused by a rule of the profile, and the last line is not lost";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Sample sample = stage.sample();
    stage.clear();
    stage.stage(sample.name("empty"), new byte[0]);
    boolean hasHeader = sample.preamble().length > 0;
    if (hasHeader) {
      stage.stage(sample.name("header"), sample.preamble());
    }
    stage.stage(sample.name("unfinished"), RepeatedRun.withoutLastLineEnd(sample.content()));
    Performance done = stage.run(Conditions.plain().batches(1, 1), Stage.Cue.NONE);
    List<String> seen = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    if (done.failure() != null) {
      troubles.add(done.failure());
    }
    for (FileOutcome file : done.files()) {
      boolean byRule = file.state() == FileOutcome.State.REFUSED && file.decision() != null;
      if (file.state() == FileOutcome.State.DONE) {
        seen.add(
            file.name() + ": done, " + Difference.count(file.counts().recordsRead()) + " records");
      } else if (byRule && !file.name().equals(sample.name("unfinished"))) {
        seen.add(file.name() + ": refused by the profile: " + file.reason());
      } else {
        troubles.add(file.name() + ": " + file.reason());
      }
    }
    if (!troubles.isEmpty()) {
      return Finding.failed(
          String.join("; ", troubles),
          "an empty file is no error: return when there is no record, and take the last line also"
              + " where no line end follows");
    }
    return baseline.judge(
        String.join("; ", seen),
        stage.contents(),
        "the last record may have no line end behind it: write it all the same");
  }
}
