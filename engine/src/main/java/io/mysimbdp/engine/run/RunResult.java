package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.write.Comparison;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param runId its id
 * @param files a result for each file, in the order of the batch
 * @param code why the run failed; null when it did not
 * @param reason one sentence why the run failed; null when it did not
 * @param comparison what a run that verifies has found; null: it was to write
 * @param cpuTime the CPU time of the tenant's app: of an app in this process that of all threads of
 *     the run, as {@link io.mysimbdp.engine.confine.RunThreads#cpuTime} has it; of one in a process
 *     of its own, that of the process, as {@link io.mysimbdp.engine.process.AppProcess#cpuTime} has
 *     it. Zero until the worker has measured it
 */
public record RunResult(
    String runId,
    List<FileResult> files,
    @Nullable FailureCode code,
    @Nullable String reason,
    @Nullable Comparison comparison,
    Duration cpuTime)
    implements Serializable {

  /** Copies. */
  public RunResult {
    files = List.copyOf(files);
  }

  /** Makes a result of which the CPU time is not measured yet. */
  public RunResult(
      String runId,
      List<FileResult> files,
      @Nullable FailureCode code,
      @Nullable String reason,
      @Nullable Comparison comparison) {
    this(runId, files, code, reason, comparison, Duration.ZERO);
  }

  /** Returns the result of a run that went through. Files may have been refused. */
  static RunResult succeeded(String runId, List<FileResult> files) {
    return new RunResult(runId, files, null, null, null);
  }

  /** Returns the result of a run that failed. Some of its files may be done all the same. */
  static RunResult failed(String runId, List<FileResult> files, FailureCode code, String reason) {
    return new RunResult(runId, files, code, reason, null);
  }

  /** Returns the same, whose files that have failed are to be run again. */
  public RunResult setBack() {
    List<FileResult> again =
        files.stream()
            .map(file -> file.state() == FileResult.State.FAILED ? file.setBack() : file)
            .toList();
    return new RunResult(runId, again, code, reason, comparison, cpuTime);
  }

  /** Returns the same with what has been found. */
  RunResult with(Comparison found) {
    return new RunResult(runId, files, code, reason, found, cpuTime);
  }

  /** Returns the same with the CPU time that it took. */
  public RunResult taking(Duration measured) {
    return new RunResult(runId, files, code, reason, comparison, measured);
  }
}
