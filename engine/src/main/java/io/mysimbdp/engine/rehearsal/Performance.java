package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call of the engine.
 *
 * @param files what became of each file
 * @param failure why the tenant could not be served at all; null when it could
 * @param advanced how often the position within a file was noted
 * @param batchesAtATime how many batches have run beside each other, at most
 * @param took how long it took
 */
public record Performance(
    List<FileOutcome> files,
    @Nullable String failure,
    int advanced,
    int batchesAtATime,
    Duration took) {

  /** Copies. */
  public Performance {
    files = List.copyOf(files);
  }

  /** Returns the sums over its files. */
  public Counts counts() {
    return files.stream().map(FileOutcome::counts).reduce(Counts.ZERO, Counts::plus);
  }

  /** Tells whether there was a file, and all of them are done. */
  boolean isDone() {
    return failure == null
        && !files.isEmpty()
        && files.stream().allMatch(file -> file.state() == FileOutcome.State.DONE);
  }

  /** Returns what kept the first file that is not done from it. */
  Optional<String> trouble() {
    if (failure != null) {
      return Optional.of(failure);
    }
    if (files.isEmpty()) {
      return Optional.of("no file was run");
    }
    return files.stream()
        .filter(file -> file.state() != FileOutcome.State.DONE)
        .findFirst()
        .map(file -> file.name() + ": " + (file.reason() == null ? file.state() : file.reason()));
  }
}
