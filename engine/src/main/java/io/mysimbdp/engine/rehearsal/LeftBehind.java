package io.mysimbdp.engine.rehearsal;

import java.util.ArrayList;
import java.util.List;

/** What all runs so far have left behind: threads, classes, lines in the log. */
final class LeftBehind implements Check {

  /** Those of the last two runs may wait for the next collection. */
  private static final int FEW_LOADERS = 2;

  private static final long NOISY_LINES = 100;

  @Override
  public String name() {
    return "leftovers";
  }

  @Override
  public String about() {
    return "what the runs of all other checks have left behind is looked at";
  }

  @Override
  public String expected() {
    return "no threads, no classes that stay in memory, no line in the log for each record";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Leftovers left = stage.leftovers();
    List<String> troubles = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    if (!left.threads().isEmpty()) {
      troubles.add(
          left.threads().size()
              + " of "
              + left.runs()
              + " runs left threads behind: "
              + left.threads().get(0));
      advice.add("end every thread and shut down every executor before ingest returns");
    }
    if (left.loaders() > FEW_LOADERS) {
      troubles.add(
          left.loaders()
              + " of "
              + left.loaded()
              + " class loaders are still in memory after they were closed");
      advice.add(
          "take back what the JVM keeps: thread-local values, shutdown hooks, registered drivers, caches"
              + " of libraries; a thread that lives on keeps its classes as well");
    }
    if (left.lines() > NOISY_LINES && left.lines() * 2 > left.records()) {
      troubles.add(
          Difference.count(left.lines())
              + " lines were logged or printed for "
              + Difference.count(left.records())
              + " records");
      advice.add(
          "log what somebody has to know, not each record: a reject says what is wrong with one");
    }
    if (!troubles.isEmpty()) {
      return Finding.failed(String.join("; ", troubles), String.join("; ", advice));
    }
    return Finding.held(
        left.runs()
            + " runs: "
            + (stage.isProcessOfItsOwn()
                ? "the app's process ended with each of them"
                : "no threads left, "
                    + left.loaders()
                    + " of "
                    + left.loaded()
                    + " class loaders still in memory")
            + ", "
            + Difference.count(left.lines())
            + " lines logged");
  }
}
