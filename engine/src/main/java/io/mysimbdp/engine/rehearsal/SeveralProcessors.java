package io.mysimbdp.engine.rehearsal;

/** Several threads call the wrangler at a time. */
final class SeveralProcessors implements Check {

  private static final int THREADS = 4;
  private static final String ADVICE =
      "with limits.processors above 1, several threads call wrangle at a time: keep nothing of a record"
          + " in fields, and share no object that is not made for several threads (SimpleDateFormat,"
          + " StringBuilder)";

  @Override
  public String name() {
    return "processors";
  }

  @Override
  public String about() {
    return "limits.processors = 4: as many threads call a wrangler at a time";
  }

  @Override
  public String expected() {
    return "the same rows as in the plain run";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    stage.clear();
    stage.stage(stage.sample().name("processors"), stage.sample().content());
    Performance done = stage.run(Conditions.plain().threads(THREADS), Stage.Cue.NONE);
    if (!done.isDone()) {
      return Finding.failed(done.trouble().orElse(""), ADVICE);
    }
    return baseline.judge(THREADS + " threads", stage.contents(), ADVICE);
  }
}
