package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.run.Counts;
import java.util.Optional;

/** The sample as it is, and nothing goes wrong: what all others are compared with. */
final class PlainRun implements Check {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public String about() {
    return "the sample is ingested, and nothing goes wrong";
  }

  @Override
  public String expected() {
    return "every record is written, rejected or skipped, and every row acknowledged";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    stage.clear();
    stage.stage(stage.sample().name("plain"), stage.sample().content());
    Performance done = stage.run(Conditions.plain(), Stage.Cue.NONE);
    Contents rows = stage.contents();
    Optional<String> trouble = done.trouble();
    if (trouble.isPresent()) {
      return Finding.failed(
          trouble.get(), "mend this first: nothing else can be said of an app that fails anyway");
    }
    baseline.is(done, rows);
    Counts counts = done.counts();
    String seen =
        Difference.count(counts.recordsRead())
            + " records read, "
            + Difference.count(counts.rowsWritten())
            + " rows acknowledged, "
            + Difference.count(counts.rejects())
            + " rejects, "
            + Difference.count(counts.skipped())
            + " skipped";
    if (counts.recordsRead() < stage.sample().size()) {
      return Finding.failed(
          seen + ", of " + Difference.count(stage.sample().size()) + " records in the file",
          "read each file to its end");
    }
    if (rows.rows() == 0) {
      return Finding.failed(
          seen + "; the tables are empty",
          "look at the rejects with engine try: is dialect.format right, and this the right file?");
    }
    return Finding.held(seen);
  }
}
