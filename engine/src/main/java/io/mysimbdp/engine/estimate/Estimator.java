package io.mysimbdp.engine.estimate;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.PriceLists;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.metering.Billing;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from a sample: in proportion to the bytes, as staged. Compression must be the same, and
 * the sample must be like the rest; both are up to the caller. Immutable.
 */
public final class Estimator {

  private final TenantProfile profile;
  private final Rates platform;
  private final Share share;
  private final PriceLists prices;

  /**
   * Makes an estimator.
   *
   * @param profile of the tenant
   * @param platform what all tenants together may do
   * @param share of the tenant
   * @param prices the price lists; may be empty
   */
  public Estimator(TenantProfile profile, Rates platform, Share share, PriceLists prices) {
    this.profile = profile;
    this.platform = platform;
    this.share = share;
    this.prices = prices;
  }

  /**
   * Concludes.
   *
   * @param sample not empty
   * @param bytes the size of the whole file, as staged
   * @param now when, for the month of the price
   * @throws IllegalArgumentException for an empty sample
   */
  public Estimate estimate(Measured sample, long bytes, Instant now) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("Nothing follows from nothing");
    }
    double times = bytes / (double) sample.bytes();
    long records = scaled(sample.records(), times);
    long rows = scaled(sample.rows(), times);
    long rejects = scaled(sample.rejects(), times);
    Duration measured = scaled(sample.wallTime(), times);
    Duration alone = atLeast(measured, rows, bytes, profile.limits().rates().and(platform));
    Duration atWorst =
        atLeast(scaled(measured, 1 / share.part()), rows, bytes, profile.limits().rates());
    atWorst = atLeast(atWorst, rows, bytes, part(platform));
    return new Estimate(
        bytes,
        records,
        rows,
        rejects,
        alone,
        atWorst,
        share,
        new LimitsAhead(profile).of(bytes, records, rows, rejects, alone, atWorst),
        price(bytes, rows, scaled(sample.cpuTime(), times), now));
  }

  private @Nullable Invoice price(long bytes, long rows, Duration cpuTime, Instant now) {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    if (prices.in(month).of(profile.id(), profile.plan()).isEmpty()) {
      return null;
    }
    TenantUsage usage =
        new TenantUsage(
            profile.id(),
            Period.of(month),
            profile.plan(),
            1,
            1,
            bytes,
            rows,
            0,
            cpuTime,
            cpuTime,
            null,
            BigDecimal.ZERO,
            List.of(new Charged(profile.plan(), 1, 1, bytes, rows, cpuTime)));
    return new Billing(prices).invoice(usage, month, now, 0);
  }

  private Rates part(Rates all) {
    return new Rates(part(all.rowsPerSecond()), part(all.bytesPerSecond()));
  }

  private long part(long rate) {
    return rate == Limits.UNLIMITED ? rate : Math.max(1, Math.round(rate * share.part()));
  }

  private static Duration atLeast(Duration time, long rows, long bytes, Rates rates) {
    Duration longest = time;
    for (Duration each :
        List.of(at(rows, rates.rowsPerSecond()), at(bytes, rates.bytesPerSecond()))) {
      longest = each.compareTo(longest) > 0 ? each : longest;
    }
    return longest;
  }

  private static Duration at(long amount, long rate) {
    return rate == Limits.UNLIMITED
        ? Duration.ZERO
        : Duration.ofMillis(Math.round(1000.0 * amount / rate));
  }

  /** At most {@link Long#MAX_VALUE}. */
  private static long scaled(long amount, double times) {
    return Math.round(amount * times);
  }

  /** At most {@link Long#MAX_VALUE} milliseconds. */
  private static Duration scaled(Duration time, double times) {
    return Duration.ofMillis(Math.round((time.getSeconds() * 1e3 + time.getNano() / 1e6) * times));
  }
}
