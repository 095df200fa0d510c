package io.mysimbdp.engine.worker;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.run.Throttle;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets for the rows and bytes a second of one tenant: {@code limits.rows-per-second} and
 * {@code limits.bytes-per-second}.
 *
 * <p>A bucket holds at most the tokens of a tenth of a second, and begins empty, so that a tenant
 * that was idle does not catch up at once with what it has not used. What is taken at once and is
 * more than a bucket holds is paid for by waiting: the mean is kept whatever the size of the
 * pieces.
 */
final class TokenBucketThrottle implements Throttle {

  private static final int BURSTS_PER_SECOND = 10;

  private final @Nullable Bucket rows;
  private final @Nullable Bucket bytes;
  private final BlockingStrategy waiting;

  /**
   * Makes full use of the limits, from now on.
   *
   * @param nanoTime a monotonic clock
   * @param waiting how to wait
   */
  TokenBucketThrottle(Limits limits, LongSupplier nanoTime, BlockingStrategy waiting) {
    this.rows = bucket(limits.rates().rowsPerSecond(), nanoTime);
    this.bytes = bucket(limits.rates().bytesPerSecond(), nanoTime);
    this.waiting = waiting;
  }

  private static @Nullable Bucket bucket(long perSecond, LongSupplier nanoTime) {
    if (perSecond == Limits.UNLIMITED) {
      return null;
    }
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(Math.max(1, perSecond / BURSTS_PER_SECOND))
                    .refillGreedy(perSecond, Duration.ofSeconds(1))
                    .initialTokens(0))
        .withCustomTimePrecision(new Meter(nanoTime))
        .build();
  }

  @Override
  public void row() throws InterruptedException {
    if (rows != null) {
      rows.asBlocking().consume(1, waiting);
    }
  }

  @Override
  public void bytes(long count) throws InterruptedException {
    if (bytes != null) {
      bytes.asBlocking().consume(count, waiting);
    }
  }

  private record Meter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
