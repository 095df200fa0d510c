package io.mysimbdp.engine.share;

import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private final Function<String, TenantMeter> meters;
  // Guarded by itself.
  private final Map<String, Entry> tenants = new HashMap<>();

  /**
   * Makes shares of which nobody has taken any.
   *
   * @param permits for the requests of all tenants
   * @param platform what all tenants together may do
   * @param nanoTime a monotonic clock
   * @param waiting how threads wait for a rate
   * @param meters gives each tenant who measures it, by its id; asked once when the tenant comes
   */
  public TenantShares(
      FairPermits permits,
      Rates platform,
      LongSupplier nanoTime,
      FairRate.Waiting waiting,
      Function<String, TenantMeter> meters) {
    this.permits = permits;
    this.rows = new FairRate(platform.rowsPerSecond(), nanoTime, waiting);
    this.bytes = new FairRate(platform.bytesPerSecond(), nanoTime, waiting);
    this.nanoTime = nanoTime;
    this.waiting = waiting;
    this.meters = meters;
  }

  /**
   * Makes the shares that the platform's settings name, and that nobody measures.
   *
   * @param nanoTime a monotonic clock
   */
  public static TenantShares of(EngineConfig config, LongSupplier nanoTime) {
    return of(config, nanoTime, any -> TenantMeter.NONE);
  }

  /**
   * Makes the shares that the platform's settings name.
   *
   * @param nanoTime a monotonic clock
   * @param meters gives each tenant who measures it, by its id; asked once when the tenant comes
   */
  public static TenantShares of(
      EngineConfig config, LongSupplier nanoTime, Function<String, TenantMeter> meters) {
    return new TenantShares(
        new FairPermits(
            config.cassandra().inFlightRequests(), config.cassandra().inFlightBytes(), nanoTime),
        config.rates(),
        nanoTime,
        FairRate.Waiting.REAL,
        meters);
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
    update(profile, ShareTerms.of(profile, override));
  }

  /** Applies what a tenant may do, at once, whatever its profile says. */
  public void update(TenantProfile profile, ShareTerms terms) {
    synchronized (tenants) {
      entry(profile).apply(terms);
    }
  }

  /** Applies what a tenant may do, at once, if it has a share. */
  public void update(String tenantId, ShareTerms terms) {
    synchronized (tenants) {
      Entry entry = tenants.get(tenantId);
      if (entry != null) {
        entry.apply(terms);
      }
    }
  }

  /** Returns what a tenant may do by now; what its profile says when it has no share yet. */
  public ShareTerms terms(TenantProfile profile) {
    synchronized (tenants) {
      return entry(profile).terms;
    }
  }

  /** Changes what all tenants together may do, at once. */
  public void platform(Rates rates) {
    rows.rate(rates.rowsPerSecond());
    bytes.rate(rates.bytesPerSecond());
  }

  /** Returns what all tenants together may do by now. */
  public Rates platform() {
    return new Rates(rows.perSecond(), bytes.perSecond());
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

  /** Returns the permits of a tenant, to look at; empty when it has no share. */
  public Optional<PermitAccount> account(String tenantId) {
    synchronized (tenants) {
      return Optional.ofNullable(tenants.get(tenantId)).map(entry -> entry.share.permits());
    }
  }

  /** Returns the permits of each tenant that has a share, to look at. */
  public List<PermitAccount> accounts() {
    synchronized (tenants) {
      return tenants.values().stream().map(entry -> entry.share.permits()).toList();
    }
  }

  private Entry entry(TenantProfile profile) {
    return tenants.computeIfAbsent(profile.id(), any -> newEntry(profile));
  }

  private Entry newEntry(TenantProfile profile) {
    TenantMeter meter = meters.apply(profile.id());
    PermitAccount account = permits.account(profile.id(), profile.weight(), meter);
    account.cap(profile.write().inFlightRequests(), profile.write().targetLatency());
    TenantThrottle throttle =
        new TenantThrottle(
            profile.limits().rates(), rows, bytes, profile.weight(), nanoTime, waiting, meter);
    return new Entry(
        new TenantShare(account, throttle), throttle, ShareTerms.of(profile, Rates.UNLIMITED));
  }

  /** Guarded by the map it is in. */
  private static final class Entry {

    private final TenantShare share;
    private final TenantThrottle throttle;
    private ShareTerms terms;

    private Entry(TenantShare share, TenantThrottle throttle, ShareTerms terms) {
      this.share = share;
      this.throttle = throttle;
      this.terms = terms;
    }

    private void apply(ShareTerms now) {
      share.permits().weight(now.weight());
      share.permits().cap(now.inFlightRequests(), now.targetLatency());
      throttle.weight(now.weight());
      throttle.rates(now.rates());
      terms = now;
    }
  }
}
