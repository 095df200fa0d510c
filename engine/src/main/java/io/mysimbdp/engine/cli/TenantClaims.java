package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Leases;

/**
 * Makes this engine the one that serves a tenant: by a lock among the processes of this
 * installation folder, and by a lease among all engines.
 *
 * <p>The operating system frees the lock when its process ends. So whoever has the lock knows that
 * a former engine of this folder is dead, and need not wait for the end of its lease.
 */
final class TenantClaims {

  private final TenantLocks locks;
  private final LeaseKeeper keeper;
  private final Leases leases;
  private final EngineIdentity identity;

  TenantClaims(TenantLocks locks, LeaseKeeper keeper, Leases leases, EngineIdentity identity) {
    this.locks = locks;
    this.keeper = keeper;
    this.leases = leases;
    this.identity = identity;
  }

  /**
   * Claims a tenant.
   *
   * @throws EngineException TENANT_BUSY when another engine serves it
   */
  HeldLease claim(String tenant) throws InterruptedException {
    locks.take(tenant);
    String holder = leases.holder(tenant).engineId();
    String dead = holder != null && identity.isFormer(holder) ? holder : null;
    return keeper
        .take(tenant, dead)
        .orElseThrow(
            () ->
                new EngineException(
                    FailureCode.TENANT_BUSY,
                    "another engine is serving tenant "
                        + tenant
                        + " (its lease is renewed by "
                        + leases.holder(tenant).engineId()
                        + ")"));
  }
}
