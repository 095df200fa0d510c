package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.TenantPlans;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.schedule.IngestService;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.staging.FolderEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a service follow what changes in its tenants, by events and by looking, until closed. */
final class TenantFollower implements AutoCloseable {

  /** A JAR that was changed less than this ago may still be being copied. */
  static final Duration QUIET_JAR = Duration.ofSeconds(1);

  private static final EventLog EVENTS = EventLog.of(TenantFollower.class);
  private static final Logger LOG = LoggerFactory.getLogger(TenantFollower.class);

  /** How often finished files that have been kept long enough are deleted. */
  private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);

  /** How often the ledger is asked for what operators have said, on whatever machine. */
  private static final Duration CONTROL_INTERVAL = Duration.ofSeconds(2);

  private static final long STOP_SECONDS = 5;

  private final Home home;
  private final Set<String> only;
  private final IngestService service;
  private final TenantRegistry registry;
  private final TenantShares shares;
  private final TenantPlans plans;
  private final InstantSource clock;
  private final FolderEvents events;
  private final Thread thread = new Thread(this::follow, "registry");
  // A permit for each event that has not been looked at.
  private final Semaphore news = new Semaphore(0);
  private volatile boolean stopping;
  // Whose staging directory a folder is.
  private volatile Map<Path, String> staged = Map.of();
  // Of the thread, and before that of the one that starts it.
  private Set<Path> watched = Set.of();
  private Map<String, Optional<String>> noted = Map.of();

  /**
   * Makes a follower.
   *
   * @param only the tenants that are served; empty: all
   */
  TenantFollower(
      Home home,
      Set<String> only,
      IngestService service,
      TenantRegistry registry,
      TenantShares shares,
      TenantPlans plans,
      InstantSource clock) {
    this.home = home;
    this.only = only;
    this.service = service;
    this.registry = registry;
    this.shares = shares;
    this.plans = plans;
    this.clock = clock;
    this.events = FolderEvents.open(this::changed);
  }

  /** Hands the tenants of this moment to the service, and follows them from now on. */
  void start() {
    events.watch(home.plugins());
    events.watch(home.root().resolve("conf"));
    hand();
    thread.setDaemon(true);
    thread.start();
  }

  private void changed(Path folder) {
    String tenant = staged.get(folder);
    if (tenant != null) {
      service.changed(tenant);
    } else {
      news.release();
    }
  }

  private void follow() {
    Instant looked = Instant.MIN;
    Instant expired = Instant.MIN;
    // Stays until it has been handed over, whatever goes wrong in between.
    boolean isNew = false;
    while (!stopping) {
      try {
        if (!expired.plus(EXPIRY_INTERVAL).isAfter(clock.instant())) {
          expired = clock.instant();
          registry.tenants().forEach(tenant -> EngineRun.expire(tenant, clock));
        }
        Duration wait = registry.isSettling() ? QUIET_JAR.dividedBy(2) : CONTROL_INTERVAL;
        boolean isTold = news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        Duration since = Duration.between(looked, clock.instant()).abs();
        boolean isDue =
            isTold
                || registry.isSettling()
                || since.compareTo(registry.installation().engine().watch().rescan()) >= 0;
        isNew |= registry.followControls();
        if (isDue) {
          looked = clock.instant();
          isNew |= registry.followConfiguration();
          isNew |= registry.followPlugins();
        }
        notePlans();
        if (isNew && !stopping) {
          hand();
          isNew = false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        EVENTS.defect(
            About.platform(),
            "What has changed in the tenants cannot be followed, for a defect",
            e);
      }
    }
  }

  /** Before what runs by them; it is tried again until Cassandra takes it. */
  private void notePlans() {
    Map<String, Optional<String>> now = registry.installation().plans();
    if (!now.equals(noted)) {
      try {
        plans.note(now);
        noted = now;
      } catch (EngineException e) {
        LOG.debug("The plans of the tenants cannot be noted", e);
      }
    }
  }

  /** Hands the tenants of this moment to the service. */
  private void hand() {
    EngineConfig config = registry.installation().engine();
    List<Tenant> tenants =
        registry.tenants().stream()
            .filter(tenant -> only.isEmpty() || only.contains(tenant.id()))
            .toList();
    List<LoadedPlugin> retired = registry.takeRetired();
    service.set(EngineService.settings(config));
    shares.platform(config.rates());
    Map<String, Rates> rates = new HashMap<>();
    tenants.forEach(tenant -> rates.put(tenant.id(), registry.rates(tenant.id())));
    service.update(
        tenants,
        () -> {
          // On the service's thread, which also says when a tenant has gone: one that comes back
          // meanwhile must not lose what it is given here.
          tenants.forEach(
              tenant ->
                  shares.update(
                      tenant.profile(), rates.getOrDefault(tenant.id(), Rates.UNLIMITED)));
          retired.forEach(LoadedPlugin::retire);
        });
    Set<Path> wanted = new HashSet<>();
    registry.installation().registrations().forEach(each -> wanted.add(each.folder()));
    Map<Path, String> areas = new HashMap<>();
    for (Tenant tenant : tenants) {
      tenant.staging().watchable().ifPresent(folder -> areas.put(folder, tenant.id()));
    }
    staged = areas;
    wanted.addAll(areas.keySet());
    without(watched, wanted).forEach(events::forget);
    wanted.forEach(events::watch);
    watched = wanted;
  }

  private static <T> Set<T> without(Set<T> all, Set<T> some) {
    Set<T> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** Hands nothing more to the service; may be called on any thread. */
  void stop() {
    stopping = true;
    news.release();
  }

  /** Follows no more; waits a little for what is being looked at just now. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.close();
  }
}
