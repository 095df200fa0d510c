package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.schedule.Step;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which files a pass has finished, and passes everything on. */
final class FinishedFiles implements PassListener {

  /** A file, by its tenant and content. */
  record Finished(String tenant, String contentSha256) {}

  private final PassListener next;
  private final List<Finished> files = new CopyOnWriteArrayList<>();

  FinishedFiles(PassListener next) {
    this.next = next;
  }

  List<Finished> files() {
    return List.copyOf(files);
  }

  @Override
  public void began(Run run, RunCounters counters) {
    next.began(run, counters);
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    for (int i = 0; i < run.files().size(); i++) {
      if (result.files().get(i).state() == FileResult.State.DONE) {
        files.add(new Finished(run.profile().id(), run.files().get(i).sha256()));
      }
    }
    next.ended(run, counters, result);
  }

  @Override
  public void reached(Step step) {
    next.reached(step);
  }

  @Override
  public void deferred(String tenant, List<FileOutcome> outcomes) {
    next.deferred(tenant, outcomes);
  }

  @Override
  public void judged(String tenant, FileOutcome outcome) {
    next.judged(tenant, outcome);
  }
}
