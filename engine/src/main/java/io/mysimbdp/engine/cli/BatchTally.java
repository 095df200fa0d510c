package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.Counts;
import java.util.Locale;

/**
 * What batches of a tenant came to.
 *
 * @param batches how many they were
 * @param files how many files they had, whatever became of them
 * @param seconds how long they took, each on its own
 */
record BatchTally(long batches, long files, Counts counts, double seconds) {

  BatchTally plus(BatchTally other) {
    return new BatchTally(
        batches + other.batches,
        files + other.files,
        counts.plus(other.counts),
        seconds + other.seconds);
  }

  About about(String tenant) {
    return About.tenant(tenant)
        .with("batches", batches)
        .with("files", files)
        .with("records_read", counts.recordsRead())
        .with("rows_written", counts.rowsWritten())
        .with("rejects", counts.rejects())
        .with("bytes", counts.bytes())
        .with("seconds", seconds);
  }

  String line(String tenant) {
    return String.format(
        Locale.ROOT,
        "%s: %s in all, %s, %s, %s, %s, %s in %.1f s",
        tenant,
        batches == 1 ? "1 batch" : Sizes.count(batches) + " batches",
        Sizes.counted(files, "file"),
        Sizes.bytes(counts.bytes()),
        Sizes.counted(counts.recordsRead(), "record"),
        Sizes.counted(counts.rowsWritten(), "row"),
        Sizes.counted(counts.rejects(), "reject"),
        seconds);
  }
}
