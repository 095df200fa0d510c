package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.PassListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which files a pass has finished. */
final class FinishedFiles implements PassListener {

  /** A file, by its tenant and content. */
  record Finished(String tenant, String contentSha256) {}

  private final List<Finished> files = new CopyOnWriteArrayList<>();

  List<Finished> files() {
    return List.copyOf(files);
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    for (int i = 0; i < run.files().size(); i++) {
      if (result.files().get(i).state() == FileResult.State.DONE) {
        files.add(new Finished(run.profile().id(), run.files().get(i).sha256()));
      }
    }
  }
}
