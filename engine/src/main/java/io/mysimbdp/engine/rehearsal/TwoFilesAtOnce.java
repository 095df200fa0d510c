package io.mysimbdp.engine.rehearsal;

/** The halves of the sample are two files, and two batches run at a time. */
final class TwoFilesAtOnce implements Check {

  private static final long SECONDS = 1;

  @Override
  public String name() {
    return "two-files";
  }

  @Override
  public String about() {
    return "the halves of the sample are two files, run at the same time";
  }

  @Override
  public String expected() {
    return "the same rows as in the plain run";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Sample sample = stage.sample();
    if (sample.size() < 2) {
      return Finding.notApplicable("the sample has one record only");
    }
    stage.clear();
    int half = sample.size() / 2;
    stage.stage(sample.name("half-1"), sample.content(0, half));
    stage.stage(sample.name("half-2"), sample.content(half, sample.size()));
    Performance done =
        stage.run(
            Conditions.plain().batches(2, 1).slow(baseline.rowsPerSecond(SECONDS)), Stage.Cue.NONE);
    if (!done.isDone()) {
      return Finding.failed(done.trouble().orElse(""), ADVICE);
    }
    if (done.batchesAtATime() < 2) {
      return Finding.notApplicable("the first batch was over before the second could begin");
    }
    String seen = done.batchesAtATime() + " batches at a time";
    Difference difference = baseline.difference(stage.contents());
    if (baseline.repeatsKeys()) {
      // Which of two files writes the later value of a key, nobody has promised.
      seen += " (keys come twice in the sample: values are not compared)";
      difference = difference.withoutChanges();
    }
    return baseline.judge(seen, difference, ADVICE);
  }

  private static final String ADVICE =
      "several batches of a tenant can run at a time, each with an app object of its own: share nothing"
          + " between them in static fields that is changed without a lock";
}
