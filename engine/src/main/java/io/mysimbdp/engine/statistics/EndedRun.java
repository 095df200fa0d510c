package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import java.time.Duration;
import java.time.Instant;

/**
 * A run, as its files tell of it.
 *
 * @param end that of its worst file
 * @param endedAt when the last of them ended
 * @param duration until then, from its begin
 * @param isResumed whether one of them may have gone on where a run before had come to
 * @param bytes the size of those that are done
 * @param rows of those that are done
 */
record EndedRun(
    End end, Instant endedAt, Duration duration, boolean isResumed, long bytes, long rows) {

  static EndedRun of(EndedFile file) {
    boolean isDone = file.end() == End.DONE;
    return new EndedRun(
        file.end(),
        file.endedAt(),
        file.duration(),
        file.isResumed(),
        isDone ? file.sizeBytes() : 0,
        isDone ? file.counts().rowsWritten() : 0);
  }

  /** Returns the same run with another of its files, which ended later. */
  EndedRun plus(EndedRun later) {
    return new EndedRun(
        end.compareTo(later.end) >= 0 ? end : later.end,
        later.endedAt,
        later.duration,
        isResumed || later.isResumed,
        bytes + later.bytes,
        rows + later.rows);
  }

  /** Tells whether its speed says anything. */
  boolean isMeasured() {
    return end == End.DONE && !isResumed;
  }
}
