package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.admission.TenantUse.QuotaState;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.console.ConsoleEngine;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.schedule.IngestService;
import io.mysimbdp.engine.schedule.ServiceView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service, as the console sees it. Safe for several threads. */
final class ServiceDesk implements ConsoleEngine {

  private final String id;
  private final IngestService service;
  private final Ledger ledger;
  private final TenantRegistry registry;
  private final Notices notices;
  private final InstantSource clock;

  ServiceDesk(
      String id,
      IngestService service,
      Ledger ledger,
      TenantRegistry registry,
      Notices notices,
      InstantSource clock) {
    this.id = id;
    this.service = service;
    this.ledger = ledger;
    this.registry = registry;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<ServiceView> view() throws InterruptedException {
    return service.view();
  }

  @Override
  public Map<String, String> unservable() {
    return registry.unservable();
  }

  @Override
  public List<QuotaState> quotas(String tenant) {
    Limits limits = limits(tenant);
    if (limits == null) {
      return List.of();
    }
    Instant now = clock.instant();
    TenantUse use =
        new TenantUse(
            limits,
            TenantUse.needsHistory(limits)
                ? ledger.charges(tenant, now.minus(TenantUse.LONGEST))
                : List.of());
    return use.states(now);
  }

  private @Nullable Limits limits(String tenant) {
    for (Registration registration : registry.installation().registrations()) {
      TenantProfile profile = registration.profile();
      if (registration.tenantId().equals(tenant) && profile != null) {
        return profile.limits();
      }
    }
    return null;
  }

  @Override
  public String suspend(String tenant, @Nullable String reason) {
    ledger.suspend(tenant, TenantControl.By.OPERATOR, reason);
    notices.suspended(tenant, reason);
    return tenant + " is suspended: its files wait, batches that run are finished";
  }

  @Override
  public String resume(String tenant) {
    TenantControl.Suspension former = ledger.control(tenant).suspension();
    ledger.resume(tenant);
    Installation installation = registry.installation();
    if (installation.engine().suspended().contains(tenant)) {
      return tenant
          + " stays suspended, for conf/engine.conf lists it in suspended: take it out there";
    }
    return former == null
        ? tenant + " was not suspended in the ledger"
        : tenant + " is resumed; it was suspended " + Suspensions.origin(former);
  }
}
