package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cassandra answers late, then not at all for a while, and then loses all connections. */
final class SlowCassandra implements Check {

  private static final long SECONDS = 3;
  private static final Duration LATE = Duration.ofMillis(50);

  /** Longer than a request may take. */
  private static final Duration SILENT = Duration.ofSeconds(4);

  @Override
  public String name() {
    return "slow-cassandra";
  }

  @Override
  public String about() {
    return "Cassandra answers late, is silent for 4 s, and loses all connections once";
  }

  @Override
  public String expected() {
    return "the run goes on, or fails and the next one completes it, with the same rows";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    stage.clear();
    stage.stage(stage.sample().name("slow"), stage.sample().content());
    AtomicBoolean dropped = new AtomicBoolean();
    AtomicBoolean stalled = new AtomicBoolean();
    Line line = stage.line();
    Performance done;
    line.delay(LATE);
    try {
      done =
          stage.run(
              Conditions.plain().slow(baseline.rowsPerSecond(SECONDS)),
              (step, prompter) -> {
                if (step == Step.ADVANCED && stalled.compareAndSet(false, true)) {
                  line.stall(SILENT);
                } else if (step == Step.ADVANCED && dropped.compareAndSet(false, true)) {
                  line.drop();
                }
              });
    } finally {
      line.heal();
    }
    String seen =
        "answers 50 ms late"
            + (stalled.get() ? ", then none for 4 s" : "")
            + (dropped.get() ? ", all connections lost once" : "");
    return FailingCassandra.completed(stage, baseline, done, seen);
  }
}
