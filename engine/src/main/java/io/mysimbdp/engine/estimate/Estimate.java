package io.mysimbdp.engine.estimate;

import io.mysimbdp.engine.metering.Invoice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole file would come to.
 *
 * @param bytes its size as staged
 * @param records its records
 * @param rows rows written
 * @param rejects records that cannot be ingested
 * @param alone how long it takes while nobody else is at work
 * @param atWorst how long it takes at the tenant's share while all others are at work
 * @param share that share
 * @param limits what it would come upon; empty: nothing
 * @param price what it costs in a month in which the tenant uses nothing else; null: no price is
 *     said
 */
public record Estimate(
    long bytes,
    long records,
    long rows,
    long rejects,
    Duration alone,
    Duration atWorst,
    Share share,
    List<LimitHit> limits,
    @Nullable Invoice price) {

  /** Copies. */
  public Estimate {
    limits = List.copyOf(limits);
  }
}
