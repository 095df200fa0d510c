package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.share.ShareTerms;
import java.io.Serializable;
import java.util.Map;

/**
 * What an executor is told: all that holds from now on.
 *
 * @param platform what all may do there
 * @param tenants what tenants may do there that have runs under way there, by their ids
 * @param cancelled runs that are to end, by their ids; some may have ended
 */
public record ExecutorNotice(
    PlatformTerms platform, Map<String, ShareTerms> tenants, Map<String, Cancellation> cancelled)
    implements Serializable {

  /** Copies. */
  public ExecutorNotice {
    tenants = Map.copyOf(tenants);
    cancelled = Map.copyOf(cancelled);
  }

  /**
   * Why a run is to end.
   *
   * @param reason one sentence
   */
  public record Cancellation(FailureCode code, String reason) implements Serializable {}
}
