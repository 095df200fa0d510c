package io.mysimbdp.engine.write;

import io.mysimbdp.engine.session.BatchThresholds;

/**
 * How large a request that spans partitions may be: below what the servers warn of, and smaller
 * once they have refused one for its size. Safe for several threads.
 */
final class SpanningLimit {

  private final int partitions;
  private volatile int bytes;

  SpanningLimit(BatchThresholds thresholds) {
    this.partitions = thresholds.warnPartitions();
    this.bytes = thresholds.warnBytes();
  }

  /** Returns the most bytes, as the servers count them. */
  int bytes() {
    return bytes;
  }

  /** Returns the most partitions. */
  int partitions() {
    return partitions;
  }

  /** Hears that a request was too large for a server, whose limits may differ from those known. */
  synchronized void wasTooLarge(int refusedBytes) {
    bytes = Math.min(bytes, refusedBytes / 2);
  }
}
