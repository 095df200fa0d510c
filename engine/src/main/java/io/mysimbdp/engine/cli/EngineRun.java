package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.LeaseKeeper;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.StoredBytes;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.metrics.EngineMetrics;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.report.Summary;
import io.mysimbdp.engine.schedule.Crew;
import io.mysimbdp.engine.schedule.IngestPass;
import io.mysimbdp.engine.schedule.PassListeners;
import io.mysimbdp.engine.schedule.RunMeter;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.session.TenantSessions;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.terminal.StatusBlock;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.verify.SampleSize;
import io.mysimbdp.engine.verify.Verified;
import io.mysimbdp.engine.verify.Verifier;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Puts the parts of the engine together for one {@code engine run}, and takes them apart again. */
final class EngineRun {

  /** How long a stop may take beyond the wait for running batches: closing, stopping Cassandra. */
  static final Duration STOP_MARGIN = Duration.ofSeconds(30);

  private static final EventLog EVENTS = EventLog.of(EngineRun.class);

  private final Home home;
  private final Installation installation;
  private final Set<String> only;
  private final @Nullable SampleSize verify;
  private final StopSignal stop;
  private final StatusBlock status;
  private final Onlooker onlooker;
  private final InstantSource clock = InstantSource.system();

  /**
   * Makes a run.
   *
   * @param only the tenants that are served
   * @param verify how many rows of each file are read back when it is done; null: none
   * @param status shows how runs get on
   */
  EngineRun(
      Home home,
      Installation installation,
      Set<String> only,
      @Nullable SampleSize verify,
      StopSignal stop,
      StatusBlock status) {
    this(home, installation, only, verify, stop, status, Onlooker.NOBODY);
  }

  /** Makes a run that somebody looks at from within. */
  EngineRun(
      Home home,
      Installation installation,
      Set<String> only,
      @Nullable SampleSize verify,
      StopSignal stop,
      StatusBlock status,
      Onlooker onlooker) {
    this.home = home;
    this.installation = installation;
    this.only = only;
    this.verify = verify;
    this.stop = stop;
    this.status = status;
    this.onlooker = onlooker;
  }

  Summary run() throws InterruptedException {
    for (Problem warning : installation.warnings()) {
      EVENTS.warn(Event.CONFIGURATION_WARNING, About.platform(), "{}", warning);
    }
    try (EngineMetrics metrics = Measuring.ofRun(installation.engine().metrics());
        PluginCatalog plugins =
            PluginCatalog.load(
                home.plugins(), Versions.TENANT_API, installation.engine().plugins())) {
      metrics.watchLoaders(plugins::lingering);
      onlooker.loaded(plugins);
      Roster roster = Roster.of(installation, plugins, only);
      EVENTS.info(
          Event.ENGINE_BEGAN,
          About.platform()
              .with("registered", roster.registered().size())
              .with("present", roster.present().size()),
          "Tenants registered: {}; present: {}",
          Roster.listed(roster.registered()),
          Roster.listed(roster.present()));
      roster
          .problems()
          .forEach(each -> EVENTS.error(Event.JAR_REFUSED, About.platform(), "{}", each));
      roster
          .warnings()
          .forEach(each -> EVENTS.warn(Event.CONFIGURATION_WARNING, About.platform(), "{}", each));
      roster.unservable().values().forEach(EngineRun::tellUnservable);
      return serve(plugins, roster, metrics);
    }
  }

  private Summary serve(PluginCatalog plugins, Roster roster, EngineMetrics metrics)
      throws InterruptedException {
    EngineConfig config = installation.engine();
    boolean idle =
        roster.servable().stream().noneMatch(tenant -> tenant.staging().hasStagedFiles());
    if (idle && config.cassandra().isEmbedded()) {
      // Starting a Cassandra only to leave it idle would cost seconds.
      EVENTS.info(Event.NOTHING_STAGED, About.platform(), "No files are staged");
      roster.servable().forEach(tenant -> expire(tenant, clock));
      metrics.publish();
      return summary(roster, new LinkedHashMap<>(), List.of(), Duration.ZERO);
    }
    EngineIdentity identity = EngineIdentity.of(home);
    try (Timers timers = Timers.start();
        TenantLocks locks = new TenantLocks(home);
        CassandraAccess access =
            CassandraAccess.open(
                config.cassandra(), home, EngineRun::tellOfCassandra, metrics.driverRegistry());
        TenantSessions sessions = access.tenantSessions(config.cassandra());
        Crew crew = Crew.start()) {
      long begin = System.nanoTime();
      CqlSession session = access.session();
      Map<String, TenantOutcome> outcomes = new LinkedHashMap<>();
      Duration duration;
      List<Verified> verified;
      Ledger ledger =
          PlatformLedger.open(
              session,
              installation,
              identity.engineId(),
              clock,
              EngineRun::tellOfLedger,
              metrics.ledger());
      ledger.plans().note(installation.plans());
      TenantShares shares = TenantShares.of(config, System::nanoTime, metrics::ofTenant);
      metrics.watch(shares);
      RunIds runIds = new RunIds(clock, new SecureRandom()::nextInt);
      FinishedFiles finished = new FinishedFiles();
      try (Workers workers =
              Workers.open(installation, home, access, plugins, sessions, timers, shares);
          Notices notices = Notices.start(config, clock);
          LeaseKeeper leases = leases(ledger, timers.housekeeper());
          BatchLines batches =
              new BatchLines(config.notifications().quotaRatio(), System::nanoTime);
          PassProgress progress = PassProgress.start(status)) {
        Map<String, HeldLease> held = new LinkedHashMap<>();
        TenantClaims claims = new TenantClaims(locks, leases, ledger, identity, clock);
        TenantStorage storage = new TenantStorage(new StoredBytes(session)::of, System::nanoTime);
        List<Tenant> ready =
            prepare(session, plugins, roster, ledger, shares, claims, storage, held, outcomes);
        IngestPass pass =
            new IngestPass(
                config.runsAtATime(),
                workers.heap(),
                config.turnBytes(),
                config.suspendAfter(),
                ledger,
                new RunMeter(ledger, clock, storage),
                workers.worker(),
                stop,
                new PassListeners(
                    List.of(
                        finished,
                        batches,
                        new FileLines(),
                        notices.listener(),
                        progress,
                        metrics.passListener(),
                        onlooker)),
                clock,
                runIds,
                held,
                crew,
                timers.housekeeper());
        pass.run(ready).forEach(outcome -> outcomes.put(outcome.tenant(), outcome));
        duration = Duration.ofNanos(System.nanoTime() - begin);
        verified = verify(finished, roster, ledger, workers.worker(), runIds);
      }
      roster.servable().forEach(tenant -> expire(tenant, clock));
      // Before the session is closed, with which the driver's go.
      metrics.publish();
      return summary(roster, outcomes, verified, duration);
    }
  }

  private List<Verified> verify(
      FinishedFiles finished, Roster roster, Ledger ledger, Worker worker, RunIds runIds) {
    if (verify == null) {
      return List.of();
    }
    Verifier verifier = new Verifier(ledger, worker, stop, clock, runIds, verify);
    List<Verified> verified = new ArrayList<>();
    for (FinishedFiles.Finished file : finished.files()) {
      Tenant tenant =
          roster.servable().stream()
              .filter(each -> each.id().equals(file.tenant()))
              .findFirst()
              .orElseThrow();
      ledger
          .find(file.tenant(), file.contentSha256())
          .filter(entry -> entry.state() == FileState.DONE)
          .ifPresent(entry -> verified.add(verifier.verify(tenant, entry)));
    }
    return verified;
  }

  private LeaseKeeper leases(Ledger ledger, ScheduledExecutorService housekeeper) {
    return new LeaseKeeper(
        ledger.leases(), installation.engine().lease(), housekeeper, Pause.SLEEP);
  }

  /**
   * Deletes finished files that have been kept long enough; the pass is over, so failing is late.
   */
  static void expire(Tenant tenant, InstantSource clock) {
    try {
      tenant
          .staging()
          .expire(tenant.profile().retention(), clock)
          .forEach(
              done ->
                  EVENTS.info(
                      Event.FILE_EXPIRED, About.tenant(tenant.id()), "{}: {}", tenant.id(), done));
    } catch (EngineException e) {
      EVENTS.error(
          Event.TENANT_TROUBLE,
          About.tenant(tenant.id()).with("reason", e.getMessage()),
          "{}: {}",
          tenant.id(),
          e.getMessage());
    }
  }

  /** Says what is being waited for. */
  static void tellOfCassandra(String what) {
    EVENTS.info(Event.CASSANDRA_PROGRESS, About.platform(), "{}", what);
  }

  /** Says what was made for the ledger. */
  static void tellOfLedger(String what) {
    EVENTS.info(Event.SCHEMA_CHANGED, About.platform(), "{}", what);
  }

  private static void tellUnservable(TenantOutcome tenant) {
    EVENTS.error(
        Event.TENANT_UNSERVABLE,
        About.tenant(tenant.tenant()).with("reason", tenant.failure()),
        "{}: {}",
        tenant.tenant(),
        tenant.failure());
  }

  /**
   * Returns the tenants with something to do that are ours, and whose tables are there; those that
   * cannot be served get an outcome.
   */
  private List<Tenant> prepare(
      CqlSession session,
      PluginCatalog plugins,
      Roster roster,
      Ledger ledger,
      TenantShares shares,
      TenantClaims claims,
      TenantStorage storage,
      Map<String, HeldLease> held,
      Map<String, TenantOutcome> outcomes)
      throws InterruptedException {
    List<Tenant> ready = new ArrayList<>();
    Map<String, TenantControl> controls = ledger.controls();
    for (Tenant tenant : roster.servable()) {
      try {
        ServiceDoor.makeTables(session, installation, plugins, tenant, storage);
        if (tenant.staging().hasStagedFiles()) {
          held.put(tenant.id(), claims.claim(tenant.id()));
          TenantControl control = TenantControl.in(controls, tenant.id());
          shares.update(tenant.profile(), control.rates());
          ready.add(Suspensions.applied(tenant, control));
        }
      } catch (EngineException e) {
        TenantOutcome failed = TenantOutcome.failed(tenant.id(), e.getMessage());
        tellUnservable(failed);
        outcomes.put(tenant.id(), failed);
      }
    }
    return ready;
  }

  private Summary summary(
      Roster roster,
      Map<String, TenantOutcome> outcomes,
      List<Verified> verified,
      Duration duration) {
    List<TenantOutcome> all = new ArrayList<>();
    for (String id : only) {
      TenantOutcome unservable = roster.unservable().get(id);
      if (unservable != null) {
        all.add(unservable);
      } else {
        all.add(outcomes.getOrDefault(id, new TenantOutcome(id, List.of(), null)));
      }
    }
    return new Summary(all, roster.problems(), roster.warnings(), verified, duration);
  }
}
