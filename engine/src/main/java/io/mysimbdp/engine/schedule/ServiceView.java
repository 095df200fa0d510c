package io.mysimbdp.engine.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a service stood at one moment, for whoever shows it or counts it. Immutable.
 *
 * @param at that moment
 * @param stopping whether it begins nothing any more
 * @param running how many batches run
 * @param concurrentRuns how many may run at a time
 * @param tenants whom it serves, in the order in which they came
 */
public record ServiceView(
    Instant at, boolean stopping, int running, int concurrentRuns, List<TenantView> tenants) {

  /** Copies. */
  public ServiceView {
    tenants = List.copyOf(tenants);
  }

  /** Returns how one tenant stood; empty when it is not served. */
  public Optional<TenantView> tenant(String id) {
    return tenants.stream().filter(each -> each.tenant().equals(id)).findFirst();
  }
}
