package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.estimate.Estimate;
import io.mysimbdp.engine.estimate.Estimator;
import io.mysimbdp.engine.estimate.Measured;
import io.mysimbdp.engine.estimate.Share;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.quarantine.RejectSamples;
import io.mysimbdp.engine.report.Summary;
import io.mysimbdp.engine.report.Tried;
import io.mysimbdp.engine.sandbox.Sandbox;
import io.mysimbdp.engine.sandbox.SandboxServer;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import io.mysimbdp.engine.sandbox.Sandboxes;
import io.mysimbdp.engine.sandbox.WrittenRows;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.time.Period;
import io.mysimbdp.engine.worker.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries a JAR on samples in a sandbox, and leaves nothing of it behind. */
final class TryRun {

  private static final int EXAMPLES = 3;
  private static final Duration LONG = Duration.ofDays(1);

  private final Home home;
  private final Installation installation;
  private final Map<String, String> environment;
  private final Console console;
  private final StopSignal stop;
  private final InstantSource clock = InstantSource.system();

  /**
   * Makes it.
   *
   * @param installation that of the folder, whose plans, limits and Cassandra it has
   * @param stop ends the run early; what was made is removed then as well
   */
  TryRun(
      Home home,
      Installation installation,
      Map<String, String> environment,
      Console console,
      StopSignal stop) {
    this.home = home;
    this.installation = installation;
    this.environment = environment;
    this.console = console;
    this.stop = stop;
  }

  /**
   * Tries.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when the JAR or the profile is wrong, or
   *     Cassandra is not there; what goes wrong with the samples is in the result
   */
  Tried run(TryRequest request) throws InterruptedException {
    SandboxConf conf = SandboxConf.read(home.root(), environment);
    InspectedJar jar = InspectedJar.of(request.jar(), installation.engine().plugins());
    TriedTenant tenant =
        TriedTenant.of(jar, request.conf(), request.samples().get(0), installation);
    SandboxSpec spec =
        new SandboxSpec(
            tenant.id(),
            request.plan(),
            request.jar(),
            jar.pluginId(),
            tenant.profile(),
            List.of(),
            List.of());
    Sandboxes sandboxes = SandboxPlace.of(home);
    CassandraConfig cassandra = installation.engine().cassandra();
    checkConfiguration(sandboxes.make(conf, spec, SandboxPlace.unreached(cassandra)));
    try (CassandraAccess access =
        CassandraAccess.open(cassandra, home, message -> console.err().println(message))) {
      SandboxServer server = SandboxPlace.reached(cassandra, access);
      SandboxPlace.sweep(home, server, access, console);
      try (Sandbox sandbox = sandboxes.make(conf, spec, server)) {
        boolean isKept = false;
        try {
          request.samples().forEach(sandbox::stage);
          Tried tried = tried(request, tenant, sandbox, access);
          isKept = request.isKept() && !stop.isTripped();
          return tried;
        } finally {
          if (isKept) {
            sandbox.keep();
          } else {
            sandbox.drop(access.session());
          }
        }
      }
    }
  }

  /** Before Cassandra is started, which takes its time. */
  private void checkConfiguration(Sandbox sandbox) {
    try {
      sandbox.load(environment);
    } finally {
      sandbox.discard();
    }
  }

  private Tried tried(
      TryRequest request, TriedTenant tenant, Sandbox sandbox, CassandraAccess access)
      throws InterruptedException {
    Installation made = sandbox.load(environment);
    TenantProfile profile = made.registrations().get(0).requireProfile();
    Home place = new Home(sandbox.home());
    Summary summary =
        original(
            new EngineRun(place, made, Set.of(tenant.id()), null, stop, console.status()).run(),
            sandbox);
    Ledger ledger =
        PlatformLedger.open(
            access.session(), made, EngineIdentity.of(place).engineId(), clock, done -> {});
    Measured measured = measured(ledger, profile);
    List<String> notes = new ArrayList<>();
    tenant
        .profile()
        .notTried()
        .forEach(key -> notes.add(key + " of the profile is not tried: the samples run at once"));
    return new Tried(
        request.jar().toString(),
        profile.plan(),
        tenant.origin(),
        notes,
        summary,
        new WrittenRows(access.session()).of(sandbox.keyspaces().tables(), request.rows()),
        rejects(sandbox),
        measured,
        estimate(request, profile, measured, notes),
        request.isKept() && !stop.isTripped() ? sandbox.keyspaces().tables() : null);
  }

  private Measured measured(Ledger ledger, TenantProfile profile) {
    Instant now = clock.instant();
    return Measured.of(
        ledger.usage().books(profile.id(), new Period(now.minus(LONG), now.plus(LONG))).records());
  }

  private static List<RejectSamples> rejects(Sandbox sandbox) {
    List<RejectSamples> rejects = new ArrayList<>();
    for (Path log : sandbox.filesIn("rejects")) {
      if (log.toString().endsWith(".rejects.jsonl")) {
        rejects.addAll(RejectSamples.of(log, EXAMPLES));
      }
    }
    return rejects;
  }

  private @Nullable Estimate estimate(
      TryRequest request, TenantProfile profile, Measured measured, List<String> notes) {
    Long bytes = request.fullBytes();
    if (bytes == null) {
      return null;
    }
    if (measured.isEmpty()) {
      notes.add(
          "no run has ingested all of its files, so that nothing can be said of the whole file");
      return null;
    }
    return new Estimator(
            profile, installation.engine().rates(), share(profile), installation.engine().prices())
        .estimate(measured, bytes, clock.instant());
  }

  private Share share(TenantProfile profile) {
    List<TenantProfile> others = new ArrayList<>();
    for (Registration each : installation.registrations()) {
      TenantProfile other = each.profile();
      if (other != null
          && !other.id().equals(profile.id())
          && !installation.engine().suspended().contains(other.id())) {
        others.add(other);
      }
    }
    return new Share(
        profile.weight(), others.stream().mapToLong(TenantProfile::weight).sum(), others.size());
  }

  /** Returns a summary in terms of the files that were given. */
  private static Summary original(Summary summary, Sandbox sandbox) {
    return new Summary(
        summary.tenants().stream()
            .map(
                tenant ->
                    new TenantOutcome(
                        tenant.tenant(),
                        tenant.files().stream().map(file -> original(file, sandbox)).toList(),
                        original(tenant.failure(), sandbox)))
            .toList(),
        summary.problems().stream().map(sandbox::original).toList(),
        summary.warnings().stream().map(sandbox::original).toList(),
        summary.verified(),
        summary.duration());
  }

  private static FileOutcome original(FileOutcome file, Sandbox sandbox) {
    return new FileOutcome(
        file.name(),
        file.state(),
        file.counts(),
        original(file.reason(), sandbox),
        file.decision());
  }

  private static @Nullable String original(@Nullable String message, Sandbox sandbox) {
    return message == null ? null : sandbox.original(message);
  }
}
