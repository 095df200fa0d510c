package io.mysimbdp.engine.rehearsal;

import java.time.Duration;

/**
 * What a performance is given, beside what the tenant's profile says.
 *
 * @param rowsPerSecond the most rows a second, at least 1; {@link #UNLIMITED} for no limit
 * @param isEager whether each row is sent at once, so that the position in a small file moves
 * @param concurrentBatches how many batches of the tenant run at a time
 * @param filesInBatch how many files make a batch
 * @param processors how many threads call a wrangler
 * @param batchTime how long a batch may take
 * @param retryFor how long a request to Cassandra is tried again
 * @param anyRejects whether the run goes on however many records are rejected
 */
public record Conditions(
    long rowsPerSecond,
    boolean isEager,
    int concurrentBatches,
    int filesInBatch,
    int processors,
    Duration batchTime,
    Duration retryFor,
    boolean anyRejects) {

  /** No limit of rows a second. */
  public static final long UNLIMITED = 0;

  /** The app is stopped after this: a rehearsal ends, also one with an app that does not. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  /** One file after the other, as fast as may be. */
  public static Conditions plain() {
    return new Conditions(UNLIMITED, false, 1, 100, 1, LONGEST, Duration.ofMinutes(1), false);
  }

  /** A run that takes its time, so that something can happen in the middle of it. */
  Conditions slow(long rows) {
    return new Conditions(
        rows, true, concurrentBatches, filesInBatch, processors, batchTime, retryFor, anyRejects);
  }

  /** As fast as may be, under the same profile: positions stay good. */
  Conditions fast() {
    return new Conditions(
        UNLIMITED,
        isEager,
        concurrentBatches,
        filesInBatch,
        processors,
        batchTime,
        retryFor,
        anyRejects);
  }

  Conditions batches(int atATime, int files) {
    return new Conditions(
        rowsPerSecond, isEager, atATime, files, processors, batchTime, retryFor, anyRejects);
  }

  Conditions threads(int count) {
    return new Conditions(
        rowsPerSecond,
        isEager,
        concurrentBatches,
        filesInBatch,
        count,
        batchTime,
        retryFor,
        anyRejects);
  }

  Conditions within(Duration limit) {
    return new Conditions(
        rowsPerSecond,
        isEager,
        concurrentBatches,
        filesInBatch,
        processors,
        limit,
        retryFor,
        anyRejects);
  }

  Conditions retrying(Duration time) {
    return new Conditions(
        rowsPerSecond,
        isEager,
        concurrentBatches,
        filesInBatch,
        processors,
        batchTime,
        time,
        anyRejects);
  }

  Conditions withAnyRejects() {
    return new Conditions(
        rowsPerSecond,
        isEager,
        concurrentBatches,
        filesInBatch,
        processors,
        batchTime,
        retryFor,
        true);
  }
}
