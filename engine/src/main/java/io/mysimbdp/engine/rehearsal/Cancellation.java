package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The engine is stopped in the middle of a batch; then the batch runs into its time limit. */
final class Cancellation implements Check {

  private static final long SECONDS = 4;

  /** How the engine words it that an app has not ended by itself. */
  private static final String NO_REACTION = "did not react within";

  private static final String ADVICE =
      "return soon after context.isCancelled() says so, and let InterruptedException through; loops that"
          + " do not call the context have to look once a second";

  @Override
  public String name() {
    return "cancelled";
  }

  @Override
  public String about() {
    return "the engine is stopped in the middle of the file; the next run breaks its time limit";
  }

  @Override
  public String expected() {
    return "the app ends in time, the file stays, and the next run completes it with the same rows";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    stage.clear();
    stage.stage(stage.sample().name("cancelled"), stage.sample().content());
    Conditions slow = Conditions.plain().slow(baseline.rowsPerSecond(SECONDS));
    Performance stopped =
        stage.run(
            slow,
            (step, prompter) -> {
              if (step == Step.ADVANCED) {
                prompter.stop();
              }
            });
    if (stopped.isDone()) {
      return Finding.notApplicable("the run was over before it could be stopped");
    }
    Performance late = stage.run(slow.within(Duration.ofSeconds(1)), Stage.Cue.NONE);
    String seen =
        String.format(Locale.ROOT, "stopped after %.1f s", stopped.took().toMillis() / 1000.0)
            + (late.isDone()
                ? "; the time limit came too late"
                : String.format(
                    Locale.ROOT,
                    "; ended after %.1f s by limits.batch.time = 1 s",
                    late.took().toMillis() / 1000.0));
    for (Performance each : List.of(stopped, late)) {
      String reason = each.trouble().orElse("");
      if (reason.contains(NO_REACTION)) {
        return Finding.failed(reason, ADVICE);
      }
    }
    if (late.isDone()) {
      return baseline.judge(seen, stage.contents(), ADVICE);
    }
    return FailingCassandra.completed(stage, baseline, late, seen);
  }
}
