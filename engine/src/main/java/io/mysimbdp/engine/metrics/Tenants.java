package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.share.TenantShares;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of all tenants, as they come and go. Safe for several threads. */
final class Tenants {

  private final MeterRegistry registry;
  private final TenantLabels labels;
  // Guarded by this.
  private final Map<String, TenantMeters> meters = new HashMap<>();
  private volatile @Nullable TenantShares shares;

  /**
   * Makes meters of nobody.
   *
   * @param labels says which tenants have series of their own
   */
  Tenants(MeterRegistry registry, TenantLabels labels) {
    this.registry = registry;
    this.labels = labels;
  }

  /** Has the permits looked at that tenants have. */
  void watch(TenantShares watched) {
    shares = watched;
  }

  /** Returns the meters of a tenant that comes, or has come before. */
  synchronized TenantMeters come(String tenant) {
    return under(labels.come(tenant));
  }

  /** Returns the meters of a tenant; when it has gone, or never come, those of all others. */
  synchronized TenantMeters of(String tenant) {
    return under(labels.of(tenant));
  }

  private TenantMeters under(String label) {
    return meters.computeIfAbsent(
        label, any -> new TenantMeters(registry, label, () -> permits(label)));
  }

  private List<PermitAccount> permits(String label) {
    TenantShares watched = shares;
    if (watched == null) {
      return List.of();
    }
    return label.equals(TenantLabels.OTHER)
        ? watched.accounts().stream().filter(each -> !labels.isOwn(each.tenant())).toList()
        : watched.account(label).stream().toList();
  }

  /** Has the series of a tenant go, if they are its own. What it does from now on is others'. */
  synchronized void go(String tenant) {
    TenantMeters known = meters.get(labels.of(tenant));
    if (known != null) {
      known.forget(tenant);
    }
    if (labels.go(tenant) && known != null) {
      known.remove();
      meters.remove(tenant);
    }
  }
}
