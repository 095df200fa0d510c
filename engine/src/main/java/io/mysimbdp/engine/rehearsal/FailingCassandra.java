package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cassandra goes away in the middle of the file and stays away until the run has given up. */
final class FailingCassandra implements Check {

  private static final long SECONDS = 3;

  @Override
  public String name() {
    return "failing-cassandra";
  }

  @Override
  public String about() {
    return "Cassandra is gone in the middle of the file, for longer than writes are tried again";
  }

  @Override
  public String expected() {
    return "the run fails, its file stays, and the next run completes it with the same rows";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    stage.clear();
    stage.stage(stage.sample().name("failing"), stage.sample().content());
    AtomicBoolean cut = new AtomicBoolean();
    Line line = stage.line();
    Performance done;
    try {
      done =
          stage.run(
              Conditions.plain()
                  .slow(baseline.rowsPerSecond(SECONDS))
                  .retrying(Duration.ofSeconds(1)),
              (step, prompter) -> {
                if (step == Step.ADVANCED && cut.compareAndSet(false, true)) {
                  line.cut();
                }
              });
    } finally {
      line.heal();
    }
    if (!cut.get()) {
      return Finding.notApplicable("the run was over before Cassandra could be cut off");
    }
    if (done.isDone()) {
      return Finding.failed(
          "the file is done although Cassandra was cut off before its end",
          "wait for what was written, and let what that throws end the run");
    }
    return completed(stage, baseline, done, "cut off in the middle of the file");
  }

  /** Has what is left done by another run, and judges. */
  static Finding completed(Stage stage, Baseline baseline, Performance first, String seen)
      throws InterruptedException {
    String done = seen;
    if (!first.isDone()) {
      done += "; the run failed (" + first.trouble().orElse("") + ")";
      Performance second = stage.run(Conditions.plain().slow(Conditions.UNLIMITED), Stage.Cue.NONE);
      if (!second.isDone()) {
        return Finding.failed(
            done + ", and so did the next one: " + second.trouble().orElse(""),
            "a run must be able to do again what another one has left half done");
      }
      done += ", the next one completed it";
    }
    return baseline.judge(
        done,
        stage.contents(),
        "let what writes throw end the run, and keep nothing of it for the next one");
  }
}
