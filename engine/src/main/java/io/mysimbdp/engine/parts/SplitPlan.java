package io.mysimbdp.engine.parts;

import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.records.LineCuts;
import io.mysimbdp.engine.records.LinePlace;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FilePart;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of one file and the runs of its parts.
 *
 * @param whole the run
 * @param parts a run for each part, in the order of the file
 * @param cuts where the parts begin and end
 */
record SplitPlan(Run whole, List<Run> parts, LineCuts cuts) {

  /**
   * Rows that a line may make. Each row takes a microsecond of the tenant's time for writes, so
   * with a few rows a line that is hardly ahead of the clock, and seldom more than the run takes.
   */
  private static final int ROWS_A_LINE = 4;

  /** However short a part is. */
  private static final int LEAST_ROWS = 1_000;

  /** Copies. */
  SplitPlan {
    parts = List.copyOf(parts);
  }

  /** Divides the times for writes among the parts, in their order. */
  static SplitPlan of(Run whole, LineCuts cuts) {
    RunFile file = whole.files().get(0);
    List<LinePlace> begins = new ArrayList<>();
    begins.add(cuts.begin());
    begins.addAll(cuts.inner());
    List<Run> parts = new ArrayList<>();
    long time = whole.firstWriteTimeMicros();
    for (int i = 0; i < begins.size(); i++) {
      LinePlace begin = begins.get(i);
      boolean isLast = i == begins.size() - 1;
      LinePlace end = isLast ? cuts.end() : begins.get(i + 1);
      long times = (end.line() - begin.line()) * ROWS_A_LINE + LEAST_ROWS;
      FilePart part =
          new FilePart(
              whole.id(), i + 1, isLast ? file.sizeBytes() : end.byteOffset(), time + times - 1);
      parts.add(whole.of(partOf(file, part, begin), part, time));
      time += times;
    }
    return new SplitPlan(whole, parts, cuts);
  }

  private static RunFile partOf(RunFile file, FilePart part, LinePlace begin) {
    // The first part begins like the file: with what a run before has done, or at its first byte.
    boolean isFirst = part.number() == 1;
    return new RunFile(
        file.name(),
        file.path(),
        file.sha256(),
        file.stamp(),
        isFirst ? file.resume() : new ResumePoint(begin.byteOffset(), begin.line(), Counts.ZERO),
        isFirst ? file.formerRejects() : null,
        part);
  }

  RunFile file() {
    return whole.files().get(0);
  }

  RunFile file(int part) {
    return parts.get(part).files().get(0);
  }

  /** Returns where a part begins; null: at the beginning of the file. */
  @Nullable ResumePoint begin(int part) {
    return file(part).resume();
  }

  /** Returns how many bytes of the file lie before a part. */
  long before(int part) {
    ResumePoint begin = begin(part);
    return begin == null ? 0 : begin.byteOffset();
  }

  /** Returns the latest write time that a row of any part may have. */
  long lastWriteMicros() {
    FilePart last = parts.get(parts.size() - 1).part();
    return last == null ? whole.firstWriteTimeMicros() : last.lastWriteMicros();
  }

  /** Returns what was made of the file by runs before. */
  Counts former() {
    ResumePoint resume = file().resume();
    return resume == null ? Counts.ZERO : resume.counts();
  }

  /** Returns how many records there may be in the whole file. */
  long mostRecords() {
    return former().recordsRead() + cuts.end().line() - cuts.begin().line();
  }

  /** Returns the log of all rejects. */
  RejectLog rejects() {
    return new RejectLog(rejectsFolder(), FileNames.shortened(file().name()), whole.id());
  }

  /** Returns where a part has its own. */
  Path rejects(int part) {
    return RejectLog.ofPart(
            rejectsFolder(), FileNames.shortened(file().name()), whole.id(), part + 1)
        .path();
  }

  private Path rejectsFolder() {
    return new TenantFolder(Path.of(whole.tenantFolder())).rejects();
  }
}
