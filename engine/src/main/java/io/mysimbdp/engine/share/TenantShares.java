package io.mysimbdp.engine.share;

import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the tenants share of this engine: the requests to Cassandra under way, and the rates of the
 * platform. Changes hold at once, also for runs that are under way. Safe for several threads.
 */
public final class TenantShares {

  private final FairPermits permits;
  private final FairRate rows;
  private final FairRate bytes;
  private final LongSupplier nanoTime;
  private final FairRate.Waiting waiting;
  // Guarded by itself.
  private final Map<String, Entry> tenants = new HashMap<>();

  /**
   * Makes shares of which nobody has taken any.
   *
   * @param permits for the requests of all tenants
   * @param platform what all tenants together may do
   * @param nanoTime a monotonic clock
   * @param waiting how threads wait for a rate
   */
  public TenantShares(
      FairPermits permits, Rates platform, LongSupplier nanoTime, FairRate.Waiting waiting) {
    this.permits = permits;
    this.rows = new FairRate(platform.rowsPerSecond(), nanoTime, waiting);
    this.bytes = new FairRate(platform.bytesPerSecond(), nanoTime, waiting);
    this.nanoTime = nanoTime;
    this.waiting = waiting;
  }

  /**
   * Makes the shares that the platform's settings name.
   *
   * @param nanoTime a monotonic clock
   */
  public static TenantShares of(EngineConfig config, LongSupplier nanoTime) {
    return new TenantShares(
        new FairPermits(
            config.cassandra().inFlightRequests(), config.cassandra().inFlightBytes(), nanoTime),
        config.rates(),
        nanoTime,
        FairRate.Waiting.REAL);
  }

  /**
   * Returns a tenant's share, the same for all its runs until it is forgotten. The first time it is
   * made as the profile says; later the profile changes nothing, for a run may hold one that has
   * been replaced.
   */
  public TenantShare of(TenantProfile profile) {
    synchronized (tenants) {
      return entry(profile).share;
    }
  }

  /**
   * Applies a tenant's weight, rates, cap of requests and target latency, at once.
   *
   * @param override rates that hold beside those of the profile; the slower ones hold
   */
  public void update(TenantProfile profile, Rates override) {
    synchronized (tenants) {
      Entry entry = entry(profile);
      WriteSettings write = profile.write();
      entry.share.permits().weight(profile.weight());
      entry.share.permits().cap(write.inFlightRequests(), write.targetLatency());
      entry.throttle.weight(profile.weight());
      entry.throttle.rates(profile.limits().rates().and(override));
    }
  }

  /** Changes what all tenants together may do, at once. */
  public void platform(Rates rates) {
    rows.rate(rates.rowsPerSecond());
    bytes.rate(rates.bytesPerSecond());
  }

  /** Forgets a tenant; runs that have its share go on with it. */
  public void forget(String tenantId) {
    synchronized (tenants) {
      tenants.remove(tenantId);
    }
  }

  /** Returns the permits of all tenants, to look at. */
  public FairPermits permits() {
    return permits;
  }

  private Entry entry(TenantProfile profile) {
    return tenants.computeIfAbsent(profile.id(), any -> newEntry(profile));
  }

  private Entry newEntry(TenantProfile profile) {
    FairPermits.Account account = permits.account(profile.id(), profile.weight());
    account.cap(profile.write().inFlightRequests(), profile.write().targetLatency());
    TenantThrottle throttle =
        new TenantThrottle(
            profile.limits().rates(), rows, bytes, profile.weight(), nanoTime, waiting);
    return new Entry(new TenantShare(account, throttle), throttle);
  }

  private record Entry(TenantShare share, TenantThrottle throttle) {}
}
