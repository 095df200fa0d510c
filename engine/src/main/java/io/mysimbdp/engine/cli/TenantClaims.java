package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Makes this engine the one that serves a tenant: by a lock among the processes of this
 * installation folder, and by a lease among all engines.
 *
 * <p>The operating system frees the lock when its process ends. So whoever has the lock knows that
 * a former engine of this folder is dead, and need not wait for the end of its lease.
 */
final class TenantClaims {

  /** Files of an engine that died were run first within this time, but for a few. */
  private static final Duration LONGEST_RUN = Duration.ofDays(7);

  private final TenantLocks locks;
  private final LeaseKeeper keeper;
  private final Ledger ledger;
  private final EngineIdentity identity;
  private final InstantSource clock;

  TenantClaims(
      TenantLocks locks,
      LeaseKeeper keeper,
      Ledger ledger,
      EngineIdentity identity,
      InstantSource clock) {
    this.locks = locks;
    this.keeper = keeper;
    this.ledger = ledger;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Claims a tenant.
   *
   * @throws EngineException TENANT_BUSY when another engine serves it
   */
  HeldLease claim(String tenant) throws InterruptedException {
    locks.take(tenant);
    boolean done = false;
    try {
      HeldLease lease = lease(tenant);
      done = true;
      return lease;
    } finally {
      if (!done) {
        locks.free(tenant);
      }
    }
  }

  /** Gives a tenant up. */
  void giveUp(HeldLease lease) {
    keeper.giveBack(lease);
    locks.free(lease.lease().tenant());
  }

  private HeldLease lease(String tenant) throws InterruptedException {
    String holder = ledger.leases().holder(tenant).engineId();
    String dead = holder != null && identity.isFormer(holder) ? holder : null;
    HeldLease lease =
        keeper
            .take(tenant, dead)
            .orElseThrow(
                () ->
                    new EngineException(
                        FailureCode.TENANT_BUSY,
                        "another engine is serving tenant "
                            + tenant
                            + " (its lease is renewed by "
                            + ledger.leases().holder(tenant).engineId()
                            + ")"));
    if (dead != null) {
      ledger.chargeMissing(tenant, dead, clock.instant().minus(LONGEST_RUN));
    }
    return lease;
  }
}
