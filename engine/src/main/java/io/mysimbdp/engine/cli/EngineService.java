package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.HeapBudget;
import io.mysimbdp.engine.schedule.IngestService;
import io.mysimbdp.engine.schedule.ServiceSettings;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.staging.FolderEvents;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.worker.LocalWorker;
import io.mysimbdp.engine.worker.StopSignal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together for {@code engine run --watch}, and takes them apart again. */
final class EngineService {

  private static final Logger LOG = LoggerFactory.getLogger(EngineService.class);

  /** A JAR that was changed less than this ago may still be being copied. */
  private static final Duration QUIET_JAR = Duration.ofSeconds(1);

  /** How often finished files that have been kept long enough are deleted. */
  private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);

  /** How often the ledger is asked for what operators have said, on whatever machine. */
  private static final Duration CONTROL_INTERVAL = Duration.ofSeconds(2);

  private final Home home;
  private final Map<String, String> environment;
  private final Set<String> only;
  private final StopSignal stop;
  private final InstantSource clock = InstantSource.system();
  // A permit for each event that has not been looked at.
  private final Semaphore news = new Semaphore(0);
  // Of the thread that follows the registry, and before that of the one that starts it.
  private final Set<String> served = new HashSet<>();
  private volatile boolean stopping;
  private volatile Runnable stopService;

  /**
   * Makes a service.
   *
   * @param environment for secrets and {@code ${NAME}} in engine.conf
   * @param only the tenants that are served; empty: all, also those that are registered later
   */
  EngineService(Home home, Map<String, String> environment, Set<String> only) {
    this.home = home;
    this.environment = environment;
    this.only = Set.copyOf(only);
    this.stop = new StopSignal();
    this.stopService = () -> stop.trip("the engine was stopped");
  }

  /** Asks the service to stop; may be called on any thread, before {@link #run} too. */
  void stop() {
    stopping = true;
    stopService.run();
    news.release();
  }

  /** Tells whether work had to be cancelled when it was stopped. */
  boolean isCancelled() {
    return stop.isTripped();
  }

  /** Serves until stopped; returns what was made of each tenant. */
  List<ServiceTally> run(Installation first) throws InterruptedException {
    first.warnings().forEach(warning -> LOG.warn("{}", warning));
    EngineConfig config = first.engine();
    EngineIdentity identity = EngineIdentity.of(home);
    try (PluginCatalog plugins =
            PluginCatalog.load(home.plugins(), Versions.TENANT_API, QUIET_JAR, clock);
        Timers timers = Timers.start();
        TenantLocks locks = new TenantLocks(home);
        CassandraAccess access =
            CassandraAccess.open(config.cassandra(), home, message -> LOG.info("{}", message))) {
      CqlSession session = access.session();
      Ledger ledger = PlatformLedger.open(session, first, identity.engineId(), clock, LOG::info);
      TenantShares shares = TenantShares.of(config, System::nanoTime);
      LocalWorker worker = EngineRun.worker(first, plugins, session, timers, shares);
      try (LeaseKeeper leases =
              new LeaseKeeper(ledger.leases(), config.lease(), timers.housekeeper(), Pause.SLEEP);
          PassProgress progress = PassProgress.start()) {
        TenantClaims claims = new TenantClaims(locks, leases, ledger, identity, clock);
        IngestService service =
            new IngestService(
                settings(config),
                new HeapBudget(Runtime.getRuntime().maxMemory() / 4 * 3),
                config.turnBytes(),
                ledger,
                worker,
                new ServiceDoor(session, first, plugins, claims),
                stop,
                progress,
                clock,
                new RunIds(clock, new SecureRandom()::nextInt),
                () -> ThreadLocalRandom.current().nextDouble(),
                timers.housekeeper());
        TenantRegistry registry =
            new TenantRegistry(
                first, before -> before.reload(environment), plugins, ledger::controls);
        plugins.failures().forEach(failure -> LOG.error("{}", failure.message()));
        registry.followControls();
        return serve(service, registry, shares);
      }
    }
  }

  private List<ServiceTally> serve(
      IngestService service, TenantRegistry registry, TenantShares shares)
      throws InterruptedException {
    stopService = service::stop;
    if (stopping) {
      service.stop();
    }
    Set<Path> watched = new HashSet<>();
    try (FolderEvents events = FolderEvents.open(folder -> changed(folder, service))) {
      events.watch(home.plugins());
      events.watch(home.root().resolve("conf"));
      Thread follower =
          new Thread(() -> follow(service, registry, shares, events, watched), "registry");
      follower.setDaemon(true);
      hand(service, registry, shares, events, watched);
      LOG.info(
          "Serving; {} tenants are registered", registry.installation().registrations().size());
      follower.start();
      List<ServiceTally> tallies = service.run();
      stopping = true;
      news.release();
      follower.join(TimeUnit.SECONDS.toMillis(5));
      return tallies;
    }
  }

  private void changed(Path folder, IngestService service) {
    Path parent = folder.getParent();
    if (folder.endsWith("staging") && parent != null) {
      service.changed(String.valueOf(parent.getFileName()));
    } else {
      news.release();
    }
  }

  /** Follows what changes in the tenants, until the service stops. */
  private void follow(
      IngestService service,
      TenantRegistry registry,
      TenantShares shares,
      FolderEvents events,
      Set<Path> watched) {
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
        if (isNew && !stopping) {
          hand(service, registry, shares, events, watched);
          isNew = false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        LOG.error("What has changed in the tenants cannot be followed, for a defect", e);
      }
    }
  }

  /** Hands the tenants of this moment to the service. */
  private void hand(
      IngestService service,
      TenantRegistry registry,
      TenantShares shares,
      FolderEvents events,
      Set<Path> watched) {
    EngineConfig config = registry.installation().engine();
    List<Tenant> tenants =
        registry.tenants().stream()
            .filter(tenant -> only.isEmpty() || only.contains(tenant.id()))
            .toList();
    List<LoadedPlugin> retired = registry.takeRetired();
    service.set(settings(config));
    shares.platform(config.rates());
    Set<Path> wanted = new HashSet<>();
    registry.installation().registrations().forEach(each -> wanted.add(each.folder()));
    for (Tenant tenant : tenants) {
      shares.update(tenant.profile(), registry.rates(tenant.id()));
      wanted.add(tenant.folder().staging());
    }
    service.update(tenants, () -> retired.forEach(LoadedPlugin::retire));
    Set<String> ids = tenants.stream().map(Tenant::id).collect(Collectors.toSet());
    served.removeIf(
        id -> {
          boolean isGone = !ids.contains(id);
          if (isGone) {
            shares.forget(id);
          }
          return isGone;
        });
    served.addAll(ids);
    watched.removeIf(
        folder -> {
          boolean isGone = !wanted.contains(folder);
          if (isGone) {
            events.forget(folder);
          }
          return isGone;
        });
    wanted.forEach(events::watch);
    watched.addAll(wanted);
  }

  private static ServiceSettings settings(EngineConfig config) {
    return new ServiceSettings(
        config.concurrentRuns(),
        config.watch().rescan(),
        config.lease(),
        config.watch().drain(),
        config.suspendAfter());
  }
}
