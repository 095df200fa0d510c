package io.mysimbdp.engine.share;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a tenant may take of what all share.
 *
 * @param weight its part, against those of the others; at least 1
 * @param inFlightRequests the most requests under way at a time; at least 1
 * @param targetLatency fewer requests are sent at a time when they take longer on average
 * @param rates how fast its rows may be written and its files read
 */
public record ShareTerms(int weight, int inFlightRequests, Duration targetLatency, Rates rates)
    implements Serializable {

  /**
   * Returns the terms of a profile.
   *
   * @param override rates that hold beside those of the profile; the slower ones hold
   */
  public static ShareTerms of(TenantProfile profile, Rates override) {
    return new ShareTerms(
        profile.weight(),
        profile.write().inFlightRequests(),
        profile.write().targetLatency(),
        profile.limits().rates().and(override));
  }

  /**
   * Returns the part of them that one of several places has, which together may do no more than
   * before, but for what is rounded up to 1.
   *
   * @param part more than 0, at most 1
   */
  public ShareTerms scaled(double part) {
    return new ShareTerms(
        weight, (int) scaled(inFlightRequests, part), targetLatency, scaled(rates, part));
  }

  /** Returns a part of rates; what is not limited stays so. */
  public static Rates scaled(Rates rates, double part) {
    return new Rates(scaled(rates.rowsPerSecond(), part), scaled(rates.bytesPerSecond(), part));
  }

  /** Returns a part of an amount, at least 1; what is not limited stays so. */
  public static long scaled(long amount, double part) {
    return amount == Limits.UNLIMITED ? amount : Math.max(1, (long) (amount * part));
  }
}
