package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.metrics.TenantStanding;
import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.IngestService;
import io.mysimbdp.engine.schedule.ServiceView;
import io.mysimbdp.engine.schedule.TenantView;
import java.util.List;
import java.util.Locale;

/** How tenants stand with a service, for whoever measures it. */
final class Standings {

  private Standings() {}

  /** Asks a service; says nothing of one that does not run. */
  static List<TenantStanding> of(IngestService service) {
    try {
      return service.view().map(Standings::of).orElse(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<TenantStanding> of(ServiceView view) {
    return view.tenants().stream().map(Standings::of).toList();
  }

  private static TenantStanding of(TenantView tenant) {
    TenantView.Hold hold = tenant.hold();
    return new TenantStanding(
        tenant.tenant(),
        tenant.waiting().ready(),
        tenant.waiting().unready(),
        tenant.waiting().oldest(),
        hold != null && hold.cause() == FileWait.Cause.SUSPENDED,
        tenant.quotas().stream().map(Standings::left).toList());
  }

  private static TenantStanding.Quota left(TenantUse.Amount amount) {
    double left = amount.limit() == 0 ? 0 : 1 - (double) amount.used() / amount.limit();
    return new TenantStanding.Quota(
        amount.window(), amount.measure().name().toLowerCase(Locale.ROOT), Math.max(0, left));
  }
}
