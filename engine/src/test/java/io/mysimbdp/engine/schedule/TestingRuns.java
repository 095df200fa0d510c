package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** What tests of the schedule say of runs that nobody really executes. */
final class TestingRuns {

  /** Hears everything and says nothing. */
  static final PassListener SILENT =
      new PassListener() {
        @Override
        public void began(Run run, RunCounters counters) {}

        @Override
        public void ended(Run run, RunCounters counters, RunResult result) {}

        @Override
        public void concluded(String tenant, List<FileOutcome> outcomes) {}

        @Override
        public void reached(Step step) {}

        @Override
        public void judged(String tenant, FileOutcome outcome) {}

        @Override
        public void deferred(String tenant, List<FileOutcome> outcomes) {}
      };

  /** What the app of such a run takes. */
  static final Duration CPU_TIME = Duration.ofMillis(1_500);

  private TestingRuns() {}

  /** Returns a meter that knows nothing of what lies in Cassandra. */
  static RunMeter meter(Ledger ledger, InstantSource clock) {
    return new RunMeter(ledger, clock, tenant -> OptionalLong.empty());
  }

  /** Returns the result of a run that has written a row for each file. */
  static RunResult done(Run run) {
    List<FileResult> files =
        run.files().stream()
            .map(
                file ->
                    new FileResult(
                        file.name(),
                        FileResult.State.DONE,
                        new Counts(1, 1, 0, 0, file.sizeBytes()),
                        null,
                        null,
                        null,
                        null))
            .toList();
    return new RunResult(run.id(), files, null, null, null, CPU_TIME);
  }
}
