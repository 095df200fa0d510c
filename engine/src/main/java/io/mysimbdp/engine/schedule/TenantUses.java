package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.ledger.Ledger;
import java.time.Instant;
import java.util.List;

/** Reads from the ledger what a tenant has used up, as far as its quotas ask for it. */
final class TenantUses {

  private TenantUses() {}

  static TenantUse read(Ledger ledger, Tenant tenant, Instant now) {
    Limits limits = tenant.profile().limits();
    return new TenantUse(
        limits,
        TenantUse.needsHistory(limits)
            ? ledger.charges(tenant.id(), now.minus(TenantUse.LONGEST))
            : List.of());
  }
}
