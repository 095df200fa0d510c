package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import java.util.Map;
import java.util.Set;

/**
 * Says in the logs of tenants what an operator has said about them while the engine runs. What its
 * own circuit breaker says is logged where it happens.
 */
final class ControlNews {

  private static final EventLog EVENTS = EventLog.of(ControlNews.class);

  private ControlNews() {}

  /**
   * Says what has changed.
   *
   * @param tenants those of this installation: the platform may have others
   */
  static void tell(
      Set<String> tenants, Map<String, TenantControl> before, Map<String, TenantControl> now) {
    for (String tenant : tenants) {
      tell(tenant, TenantControl.in(before, tenant), TenantControl.in(now, tenant));
    }
  }

  private static void tell(String tenant, TenantControl before, TenantControl now) {
    TenantControl.Suspension suspension = now.suspension();
    if (suspension != null
        && suspension.by() == TenantControl.By.OPERATOR
        && !suspension.equals(before.suspension())) {
      EVENTS.warn(
          Event.TENANT_SUSPENDED,
          About.tenant(tenant)
              .with("by", suspension.by().word())
              .with("reason", suspension.reason()),
          "{}: is suspended {}",
          tenant,
          Suspensions.origin(suspension));
    } else if (suspension == null && before.isSuspended()) {
      EVENTS.info(Event.TENANT_RESUMED, About.tenant(tenant), "{}: is served again", tenant);
    }
    if (!now.rates().equals(before.rates())) {
      EVENTS.info(
          Event.TENANT_LIMITED,
          About.tenant(tenant),
          "{}: the operator has changed what it may do in a second",
          tenant);
    }
  }
}
