package io.mysimbdp.engine.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one tenant stands with the service.
 *
 * @param tenant its id
 * @param waitingFiles how many complete files wait for their turn, a quota or a window
 * @param unreadyFiles how many others lie there, which nothing is done for as they are
 * @param waitingSince when the oldest of them came; null: none waits
 * @param isSuspended whether they wait until somebody says otherwise
 * @param quotas how much is left of those that are limited, as far as that is known
 */
public record TenantStanding(
    String tenant,
    long waitingFiles,
    long unreadyFiles,
    @Nullable Instant waitingSince,
    boolean isSuspended,
    List<Quota> quotas) {

  /** Copies. */
  public TenantStanding {
    quotas = List.copyOf(quotas);
  }

  /**
   * How much is left of a quota.
   *
   * @param window pass, hour, day or month
   * @param what it counts: files, bytes or rows
   * @param left the share that is not used up, from 0 to 1
   */
  public record Quota(String window, String what, double left) {}
}
