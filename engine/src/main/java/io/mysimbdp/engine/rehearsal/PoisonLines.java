package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Broken lines between good ones, a file for each kind of fault. */
final class PoisonLines implements Check {

  private static final String ADVICE =
      "catch what the parsing of a value throws, and reject the record with the reason; reject what the"
          + " app does not understand, and never fail the file or leave the record out for it";

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String about() {
    return "lines with wrong columns, types, bytes and lengths stand between the good ones";
  }

  @Override
  public String expected() {
    return "each is written or rejected with a reason, and the good ones are written";
  }

  /** What was staged for a kind. */
  private record Dose(Poison.Kind kind, String file, int good) {}

  @Override
  public Finding run(Stage stage, Baseline baseline) throws InterruptedException {
    Sample sample = stage.sample();
    // What the poison is made of: where it is accepted, it may write over these rows.
    stage.clear();
    int spoilt = Poison.templateOf(sample);
    stage.stage(sample.name("template"), sample.content(spoilt, spoilt + 1));
    stage.run(Conditions.plain(), Stage.Cue.NONE);
    Contents template = stage.contents();
    stage.clear();
    List<Dose> doses = stageAll(stage);
    Performance done = stage.run(Conditions.plain().batches(1, 1).withAnyRejects(), Stage.Cue.NONE);
    List<String> troubles = new ArrayList<>();
    String seen = judge(doses, done, baseline, troubles);
    if (done.failure() != null) {
      troubles.add(done.failure());
    }
    Difference difference = baseline.differenceBesides(template, stage.contents()).withoutExtra();
    if (troubles.isEmpty() && !difference.isNone()) {
      troubles.add("good lines: " + difference.sentence());
    }
    return troubles.isEmpty()
        ? Finding.held(seen)
        : Finding.failed(seen + "; " + String.join("; ", troubles), ADVICE);
  }

  private static List<Dose> stageAll(Stage stage) {
    Sample sample = stage.sample();
    List<Poison.Kind> kinds = new Poison(sample).kinds();
    List<Dose> doses = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int from = (int) ((long) sample.size() * i / kinds.size());
      int to = (int) ((long) sample.size() * (i + 1) / kinds.size());
      int middle = (from + to) / 2;
      Poison.Kind kind = kinds.get(i);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      if (kind.isBehindMark()) {
        content.writeBytes(Poison.mark());
      }
      content.writeBytes(sample.preamble());
      content.writeBytes(sample.lines(from, middle));
      for (byte[] line : kind.lines()) {
        content.writeBytes(line);
        content.write('\n');
      }
      content.writeBytes(sample.lines(middle, to));
      // Keys may repeat: the files come in the order of their names.
      String name = sample.name(String.format(Locale.ROOT, "%02d-%s", i, kind.name()));
      stage.stage(name, content.toByteArray());
      doses.add(new Dose(kind, name, to - from));
    }
    return doses;
  }

  private static String judge(
      List<Dose> doses, Performance done, Baseline baseline, List<String> troubles) {
    Map<String, FileOutcome> files = new HashMap<>();
    done.files().forEach(file -> files.put(file.name(), file));
    boolean skipsAnyway = baseline.plain().counts().skipped() > 0;
    boolean rejectsAnyway = baseline.plain().counts().rejects() > 0;
    long lines = 0;
    long rejected = 0;
    long skipped = 0;
    for (Dose dose : doses) {
      FileOutcome file = files.get(dose.file());
      int poison = dose.kind().lines().size();
      lines += poison;
      if (file == null) {
        continue;
      }
      Counts counts = file.counts();
      rejected += counts.rejects();
      skipped += counts.skipped();
      String name = dose.kind().name();
      if (file.state() != FileOutcome.State.DONE) {
        troubles.add(name + ": the file as a whole has failed: " + file.reason());
      } else if (counts.recordsRead() < dose.good() + poison) {
        troubles.add(
            name
                + ": "
                + lines(dose.good() + poison - counts.recordsRead())
                + " neither written, rejected nor skipped");
      } else if (dose.kind().isMalformed() && counts.rejects() < poison) {
        troubles.add(name + ": a line that is no record was not rejected");
      } else if (counts.skipped() > 0 && !skipsAnyway) {
        troubles.add(
            name + ": " + lines(counts.skipped()) + " skipped, which is not told to anybody");
      } else if (counts.rejects() > poison && !rejectsAnyway) {
        troubles.add(name + ": " + lines(counts.rejects() - poison) + " rejected that are good");
      }
    }
    return doses.size()
        + " kinds of faults, "
        + lines
        + " lines: "
        + rejected
        + " rejected, "
        + (lines - Math.min(lines, rejected + skipped))
        + " taken, "
        + skipped
        + " skipped";
  }

  private static String lines(long count) {
    return count == 1 ? "1 line was" : Difference.count(count) + " lines were";
  }
}
