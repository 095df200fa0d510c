package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The engine dies, twice in the middle of the file and once behind its end, and goes on. */
final class KilledRun implements Check {

  private static final long SECONDS = 4;
  private static final List<Step> STEPS = List.of(Step.ADVANCED, Step.ADVANCED, Step.RAN);

  @Override
  public String name() {
    return "killed";
  }

  @Override
  public String about() {
    return "the engine's process is killed in the middle of the file and at its end, and started again";
  }

  @Override
  public String expected() {
    return "the same rows as in the plain run";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Conditions slow = Conditions.plain().slow(baseline.rowsPerSecond(SECONDS));
    begin(stage);
    List<String> kills = new ArrayList<>();
    for (Step step : STEPS) {
      if (stage.killedAt(step, slow)) {
        kills.add(
            step == Step.ADVANCED
                ? "in the middle"
                : "when it " + step.name().toLowerCase(Locale.ROOT));
      } else {
        // It has ended without: the next kill needs something to do.
        begin(stage);
      }
    }
    if (kills.isEmpty()) {
      return Finding.notApplicable("every run was over before it could be killed");
    }
    Performance last = stage.run(slow.fast(), Stage.Cue.NONE);
    String done = "killed " + String.join(", then ", kills);
    if (!last.files().isEmpty() && !last.isDone()) {
      return Finding.failed(
          done + ", then " + last.trouble().orElse(""),
          "the run after a crash begins the file again or goes on in the middle of it: rely on nothing"
              + " that an earlier run has left");
    }
    return baseline.judge(
        done,
        stage.contents(),
        "after a crash records come again, or only those behind the last position: make each row of"
            + " its record alone");
  }

  private static void begin(Stage stage) {
    stage.clear();
    stage.stage(stage.sample().name("killed"), stage.sample().content());
  }
}
