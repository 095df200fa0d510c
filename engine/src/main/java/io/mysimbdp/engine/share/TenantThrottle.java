package io.mysimbdp.engine.share;

import io.mysimbdp.engine.config.Rates;
import java.util.function.LongSupplier;

/**
 * The rows and bytes a second of one tenant: its own rates first, over all its runs, then its part
 * of the platform's. In this order, a tenant that waits for its own rate asks nothing of the
 * platform's, which goes to the others. Safe for several threads.
 */
final class TenantThrottle implements Throttle {

  private final FairRate ownRows;
  private final FairRate ownBytes;
  private final FairRate sharedBytes;
  private final FairRate.Taker rows;
  private final FairRate.Taker bytes;
  private final FairRate.Taker platformRows;
  private final FairRate.Taker platformBytes;
  private final TenantMeter meter;

  /**
   * Makes full use of the rates, from now on.
   *
   * @param weight the tenant's part of the platform's rates
   * @param nanoTime a monotonic clock
   * @param waiting how to wait
   * @param meter hears how long rows and bytes wait
   */
  TenantThrottle(
      Rates rates,
      FairRate platformRows,
      FairRate platformBytes,
      int weight,
      LongSupplier nanoTime,
      FairRate.Waiting waiting,
      TenantMeter meter) {
    this.ownRows = new FairRate(rates.rowsPerSecond(), nanoTime, waiting);
    this.ownBytes = new FairRate(rates.bytesPerSecond(), nanoTime, waiting);
    this.sharedBytes = platformBytes;
    this.rows = ownRows.taker(1);
    this.bytes = ownBytes.taker(1);
    this.platformRows = platformRows.taker(weight);
    this.platformBytes = platformBytes.taker(weight);
    this.meter = meter;
  }

  @Override
  public void row() throws InterruptedException {
    waited(rows.take(1));
    waited(platformRows.take(1));
  }

  @Override
  public void bytes(long count) throws InterruptedException {
    // In pieces that either bucket holds: while one is waited for, the other fills up. With larger
    // ones the two waits would add up, and the tenant would get less than both rates allow.
    for (long left = count; left > 0; ) {
      long piece = Math.min(left, Math.min(ownBytes.burst(), sharedBytes.burst()));
      waited(bytes.take(piece));
      waited(platformBytes.take(piece));
      left -= piece;
    }
  }

  private void waited(long nanos) {
    if (nanos > 0) {
      meter.throttled(nanos);
    }
  }

  /** Changes the tenant's own rates, at once and for threads that wait just now as well. */
  void rates(Rates rates) {
    ownRows.rate(rates.rowsPerSecond());
    ownBytes.rate(rates.bytesPerSecond());
  }

  /** Changes its part of the platform's rates, at once. */
  void weight(int weight) {
    platformRows.weight(weight);
    platformBytes.weight(weight);
  }
}
