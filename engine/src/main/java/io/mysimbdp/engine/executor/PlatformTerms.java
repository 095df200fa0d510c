package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.share.ShareTerms;
import java.io.Serializable;

/**
 * What all tenants together may do.
 *
 * @param requests the most requests under way at a time; at least 1
 * @param bytes the most bytes in them; at least 1
 * @param rates how fast rows may be written and files read
 */
public record PlatformTerms(int requests, long bytes, Rates rates) implements Serializable {

  /**
   * Returns the part of one of several places, which together may do no more than before, but for
   * what is rounded up to 1.
   *
   * @param part more than 0, at most 1
   */
  public PlatformTerms scaled(double part) {
    return new PlatformTerms(
        (int) ShareTerms.scaled(requests, part),
        ShareTerms.scaled(bytes, part),
        ShareTerms.scaled(rates, part));
  }
}
