package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.console.ConsoleServer;
import io.mysimbdp.engine.console.MetricsPage;
import io.mysimbdp.engine.console.RunBoard;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.StoredBytes;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.metrics.EngineMetrics;
import io.mysimbdp.engine.metrics.Exposition;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.Crew;
import io.mysimbdp.engine.schedule.IngestService;
import io.mysimbdp.engine.schedule.PassListeners;
import io.mysimbdp.engine.schedule.RunMeter;
import io.mysimbdp.engine.schedule.ServiceSettings;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.session.TenantSessions;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.terminal.StatusBlock;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.worker.StopSignal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the parts together for {@code engine run --watch}, and takes them apart again. */
final class EngineService {

  private static final EventLog EVENTS = EventLog.of(EngineService.class);

  private final Home home;
  private final Map<String, String> environment;
  private final Set<String> only;
  private final StopSignal stop;
  private final StatusBlock status;
  private final InstantSource clock = InstantSource.system();
  private volatile boolean stopping;
  private volatile Runnable stopService;

  /**
   * Makes a service.
   *
   * @param environment for secrets and {@code ${NAME}} in engine.conf
   * @param only the tenants that are served; empty: all, also those that are registered later
   * @param status shows how runs get on
   */
  EngineService(Home home, Map<String, String> environment, Set<String> only, StatusBlock status) {
    this.home = home;
    this.environment = environment;
    this.only = Set.copyOf(only);
    this.stop = new StopSignal();
    this.status = status;
    this.stopService = () -> stop.trip("the engine was stopped");
  }

  /** Asks the service to stop; may be called on any thread, before {@link #run} too. */
  void stop() {
    stopping = true;
    stopService.run();
  }

  /** Tells whether work had to be cancelled when it was stopped. */
  boolean isCancelled() {
    return stop.isTripped();
  }

  /** Serves until stopped; returns what was made of each tenant. */
  List<ServiceTally> run(Installation first) throws InterruptedException {
    first
        .warnings()
        .forEach(each -> EVENTS.warn(Event.CONFIGURATION_WARNING, About.platform(), "{}", each));
    EngineConfig config = first.engine();
    EngineIdentity identity = EngineIdentity.of(home);
    try (EngineMetrics metrics = Measuring.ofService(config.metrics());
        PluginCatalog plugins =
            PluginCatalog.load(
                home.plugins(),
                Versions.TENANT_API,
                config.plugins(),
                TenantFollower.QUIET_JAR,
                clock);
        Timers timers = Timers.start();
        TenantLocks locks = new TenantLocks(home);
        CassandraAccess access =
            CassandraAccess.open(
                config.cassandra(), home, EngineRun::tellOfCassandra, metrics.driverRegistry());
        TenantSessions sessions = access.tenantSessions(config.cassandra());
        Crew crew = Crew.start()) {
      CqlSession session = access.session();
      Ledger ledger =
          PlatformLedger.open(
              session,
              first,
              identity.engineId(),
              clock,
              EngineRun::tellOfLedger,
              metrics.ledger());
      ledger.plans().note(first.plans());
      TenantShares shares = TenantShares.of(config, System::nanoTime, metrics::ofTenant);
      metrics.watch(shares);
      metrics.watchLoaders(plugins::lingering);
      RunBoard board = new RunBoard(clock, System::nanoTime);
      try (Workers workers = Workers.open(first, home, access, plugins, sessions, timers, shares);
          Notices notices = Notices.start(config, clock);
          LeaseKeeper leases =
              new LeaseKeeper(ledger.leases(), config.lease(), timers.housekeeper(), Pause.SLEEP);
          BatchLines batches =
              new BatchLines(config.notifications().quotaRatio(), System::nanoTime);
          PassProgress progress = PassProgress.start(status)) {
        TenantClaims claims = new TenantClaims(locks, leases, ledger, identity, clock);
        TenantStorage storage = new TenantStorage(new StoredBytes(session)::of, System::nanoTime);
        IngestService service =
            new IngestService(
                settings(config),
                workers.heap(),
                config.turnBytes(),
                ledger,
                new RunMeter(ledger, clock, storage),
                workers.worker(),
                new ServiceDoor(session, first, plugins, claims, storage, shares, metrics),
                stop,
                new PassListeners(
                    List.of(
                        batches,
                        new FileLines(),
                        notices.listener(),
                        progress,
                        metrics.passListener(),
                        board)),
                clock,
                new RunIds(clock, new SecureRandom()::nextInt),
                () -> ThreadLocalRandom.current().nextDouble(),
                crew,
                timers.housekeeper());
        metrics.watchService(() -> Standings.of(service));
        TenantRegistry registry =
            new TenantRegistry(
                first,
                before -> before.reload(environment).with(config.workers()),
                plugins,
                ledger::controls);
        plugins
            .failures()
            .forEach(
                each -> EVENTS.error(Event.JAR_REFUSED, About.platform(), "{}", each.message()));
        registry.followControls();
        try (ConsoleServer ignored =
            ConsoleServer.start(
                config.web(),
                new ServiceDesk(identity.engineId(), service, ledger, registry, notices, clock),
                board,
                accept -> {
                  Exposition now = metrics.scrape(accept);
                  return new MetricsPage.Page(now.contentType(), now.text());
                },
                EngineService::sessionId,
                clock)) {
          return serve(service, registry, shares, ledger);
        }
      }
    }
  }

  /** Returns what nobody can guess. */
  private static String sessionId() {
    byte[] id = new byte[32];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private List<ServiceTally> serve(
      IngestService service, TenantRegistry registry, TenantShares shares, Ledger ledger)
      throws InterruptedException {
    try (TenantFollower follower =
        new TenantFollower(home, only, service, registry, shares, ledger.plans(), clock)) {
      stopService =
          () -> {
            follower.stop();
            service.stop();
          };
      if (stopping) {
        stopService.run();
      }
      follower.start();
      int registered = registry.installation().registrations().size();
      EVENTS.info(
          Event.ENGINE_BEGAN,
          About.platform().with("registered", registered),
          "Serving; {} registered",
          registered == 1 ? "1 tenant is" : registered + " tenants are");
      return service.run();
    }
  }

  static ServiceSettings settings(EngineConfig config) {
    return new ServiceSettings(
        config.runsAtATime(),
        config.watch().rescan(),
        config.lease(),
        config.watch().drain(),
        config.suspendAfter());
  }
}
