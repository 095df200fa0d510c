package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.run.Counts;
import org.jspecify.annotations.Nullable;

/**
 * What the service has made of one tenant since it began to serve it.
 *
 * @param tenant its id
 * @param done files ingested
 * @param duplicates files whose content had been ingested before
 * @param refused files that cannot be ingested
 * @param failures failed attempts at files, which are tried again
 * @param waiting files that wait for their turn, or to be tried again
 * @param counts the sums over all files
 * @param trouble one sentence why the tenant cannot be served now; null when it can
 */
public record ServiceTally(
    String tenant,
    long done,
    long duplicates,
    long refused,
    long failures,
    long waiting,
    Counts counts,
    @Nullable String trouble) {

  /** Returns that of a tenant of which nothing has been made yet. */
  public static ServiceTally none(String tenant) {
    return new ServiceTally(tenant, 0, 0, 0, 0, 0, Counts.ZERO, null);
  }

  ServiceTally plus(FileOutcome file) {
    FileOutcome.State state = file.state();
    return new ServiceTally(
        tenant,
        done + (state == FileOutcome.State.DONE ? 1 : 0),
        duplicates + (state == FileOutcome.State.DUPLICATE ? 1 : 0),
        refused + (state == FileOutcome.State.REFUSED ? 1 : 0),
        failures + (state == FileOutcome.State.FAILED ? 1 : 0),
        waiting,
        counts.plus(file.counts()),
        trouble);
  }

  ServiceTally now(long filesWaiting, @Nullable String whyNot) {
    return new ServiceTally(
        tenant, done, duplicates, refused, failures, filesWaiting, counts, whyNot);
  }
}
