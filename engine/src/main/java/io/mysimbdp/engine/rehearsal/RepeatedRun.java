package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same records come again, by an engine that does not know them; and once more to the same
 * engine, in whose memory the app's classes are.
 */
final class RepeatedRun implements Check {

  @Override
  public String name() {
    return "repeated";
  }

  @Override
  public String about() {
    return "the same records are ingested again, and then once more by the same engine";
  }

  @Override
  public String expected() {
    return "the same rows, under the same keys, and the same counts";
  }

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Sample sample = stage.sample();
    stage.clear();
    stage.stage(sample.name("first"), sample.content());
    Performance first = stage.run(Conditions.plain(), Stage.Cue.NONE);
    if (!first.isDone()) {
      return failed(first);
    }
    stage.forget();
    stage.stage(sample.name("again-1"), sample.content());
    // Another content to the engine, the same records to the app.
    stage.stage(sample.name("again-2"), withoutLastLineEnd(sample.content()));
    Performance again = stage.run(Conditions.plain().batches(1, 1), Stage.Cue.NONE);
    if (!again.isDone()) {
      return failed(again);
    }
    Difference difference = Difference.between(baseline.rows(), stage.contents());
    baseline.shifts(Shifting.of(difference));
    List<String> troubles = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    if (!difference.isNone()) {
      troubles.add(difference.sentence());
      advice.add(
          "a file can be run twice, after a crash or by retry --reingest: make keys and values of the"
              + " record alone, not of random numbers, the time of the run, counters or files that"
              + " went before");
    }
    Counts plain = baseline.plain().counts();
    again.files().stream()
        .map(FileOutcome::counts)
        .filter(counts -> isOther(counts, plain))
        .findFirst()
        .ifPresent(
            counts -> {
              troubles.add(
                  "the same records gave "
                      + sums(plain)
                      + " at first, and "
                      + sums(counts)
                      + " when they came again");
              advice.add(
                  "an app lives as long as the engine and serves many batches: keep nothing of a batch"
                      + " in static fields");
            });
    if (!troubles.isEmpty()) {
      return Finding.failed(String.join("; ", troubles), String.join("; ", advice));
    }
    return Finding.held(
        "ingested 3 times: "
            + Difference.count(baseline.rows().rows())
            + " rows, the same each time");
  }

  private static Finding failed(Performance performance) {
    return Finding.failed(
        performance.trouble().orElse("a file is not done"),
        "what has been ingested before must not make a run fail");
  }

  private static boolean isOther(Counts counts, Counts plain) {
    return counts.rowsWritten() != plain.rowsWritten()
        || counts.rejects() != plain.rejects()
        || counts.skipped() != plain.skipped();
  }

  private static String sums(Counts counts) {
    return Difference.count(counts.rowsWritten())
        + " rows, "
        + Difference.count(counts.rejects())
        + " rejects and "
        + Difference.count(counts.skipped())
        + " skipped";
  }

  static byte[] withoutLastLineEnd(byte[] content) {
    return Arrays.copyOf(content, content.length - 1);
  }
}
