package io.mysimbdp.engine.console;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last files that could not be ingested, or not whole. Safe for several threads. */
final class Mishaps {

  /** How many are kept. */
  static final int MOST = 200;

  private final InstantSource clock;
  // Guarded by this, the latest first.
  private final Deque<Mishap> latest = new ArrayDeque<>();
  private long number;

  Mishaps(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes what has gone wrong in a run. */
  void ended(Run run, RunResult result) {
    for (FileResult file : result.files()) {
      boolean isWhole = file.state() == FileResult.State.DONE && file.counts().rejects() == 0;
      if (!isWhole && file.state() != FileResult.State.SET_BACK) {
        FailureCode code = file.code();
        add(
            run.profile().id(),
            file.name(),
            file.state().name(),
            code,
            code == null ? Owner.TENANT_DATA : code.owner(),
            file.reason() == null ? "records were rejected" : file.reason(),
            file.counts().rejects(),
            file.rejectsPath(),
            run.id());
      }
    }
  }

  /** Notes a file that was judged without a run, if that was the end of it. */
  void judged(String tenant, FileOutcome outcome) {
    if (outcome.state() == FileOutcome.State.REFUSED
        || outcome.state() == FileOutcome.State.FAILED) {
      add(
          tenant,
          outcome.name(),
          outcome.state().name(),
          null,
          Owner.TENANT_DATA,
          String.valueOf(outcome.reason()),
          0,
          null,
          null);
    }
  }

  private synchronized void add(
      String tenant,
      String file,
      String state,
      @Nullable FailureCode code,
      Owner owner,
      String reason,
      long rejects,
      @Nullable String rejectsPath,
      @Nullable String runId) {
    number++;
    latest.addFirst(
        new Mishap(
            number,
            clock.instant(),
            tenant,
            file,
            state.toLowerCase(Locale.ROOT),
            code == null ? null : code.name(),
            owner.label(),
            reason,
            rejects,
            rejectsPath,
            runId));
    if (latest.size() > MOST) {
      latest.removeLast();
    }
  }

  /** Returns them, the latest first. */
  synchronized List<Mishap> latest() {
    return List.copyOf(latest);
  }

  /** Returns one that is kept still. */
  synchronized Optional<Mishap> find(long wanted) {
    return latest.stream().filter(each -> each.number() == wanted).findFirst();
  }
}
