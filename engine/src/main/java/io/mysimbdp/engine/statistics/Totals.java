package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile.End;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a period.
 *
 * @param files what ended, by how; every end is there
 * @param runs how many runs ended, by the worst end of their files: done, refused, failed
 * @param fileDurations how long files took that are done: from the begin of their run, which those
 *     of a batch have in common, until they were committed
 * @param runDurations how long runs took until the last of their files had ended, whatever the end
 * @param rowsPerSecond how fast runs were; null: none was done
 * @param bytesPerSecond the same, in bytes as staged
 */
public record Totals(
    Map<End, Volume> files,
    Map<End, Long> runs,
    Durations fileDurations,
    Durations runDurations,
    @Nullable Speed rowsPerSecond,
    @Nullable Speed bytesPerSecond) {

  /** Copies. */
  public Totals {
    files = Map.copyOf(files);
    runs = Map.copyOf(runs);
  }

  /** Returns what ended in one way. */
  public Volume files(End end) {
    return files.getOrDefault(end, Volume.ZERO);
  }

  /** Returns what is in Cassandra: the files that are done. */
  public Volume ingested() {
    return files(End.DONE);
  }

  /** Returns how many runs ended in one way. */
  public long runs(End end) {
    return runs.getOrDefault(end, 0L);
  }

  /** Returns how many runs ended. */
  public long allRuns() {
    return runs.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tells whether nothing ended at all. */
  public boolean isEmpty() {
    return files.values().stream().allMatch(volume -> volume.files() == 0);
  }
}
