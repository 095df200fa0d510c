package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.schedule.Tenant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Why tenants are suspended and how they are resumed, in sentences. */
final class Suspensions {

  /** The reason of a tenant that is in {@code suspended} of {@code conf/engine.conf}. */
  static final String CONFIGURED =
      "the tenant is suspended; its files wait until the provider takes it out of suspended in"
          + " conf/engine.conf";

  private Suspensions() {}

  /** Returns the reason that the ledger knows; null when the tenant is not suspended there. */
  static @Nullable String of(TenantControl control) {
    TenantControl.Suspension suspension = control.suspension();
    return suspension == null
        ? null
        : "the tenant is suspended "
            + origin(suspension)
            + "; its files wait until the provider says: engine tenant resume "
            + control.tenant();
  }

  /** Returns by whom, since when and why, for the rest of a sentence. */
  static String origin(TenantControl.Suspension suspension) {
    return "by the "
        + (suspension.by() == TenantControl.By.OPERATOR ? "operator" : "circuit breaker")
        + " since "
        + suspension.at().truncatedTo(ChronoUnit.SECONDS)
        + (suspension.reason() == null ? "" : ": " + suspension.reason());
  }

  /** Returns a tenant with what the ledger says beside what the configuration says. */
  static Tenant applied(Tenant tenant, TenantControl control) {
    return tenant.withSuspension(joined(tenant.suspension(), of(control)));
  }

  /** Returns both reasons, for either alone keeps the tenant from being served. */
  static @Nullable String joined(@Nullable String configured, @Nullable String controlled) {
    if (configured == null || controlled == null) {
      return configured == null ? controlled : configured;
    }
    return configured + "; besides, " + controlled;
  }
}
