package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.report.JsonVerification;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextVerification;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.session.TenantSessions;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.verify.SampleSize;
import io.mysimbdp.engine.verify.Verified;
import io.mysimbdp.engine.verify.Verifier;
import io.mysimbdp.engine.worker.StopSignal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code engine verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads back from Cassandra what finished files have written, and compares: the tenant's app makes"
          + " the rows of each file once more, and nothing is written.",
      "Ends with 0 only when all is as the ledger says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine verify 20261124T141230661-783d79a5",
      "  engine verify --all --tenant toys --since 7d --rows all"
    })
final class VerifyCommand extends LedgerCommand {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--rows",
      paramLabel = "N|all",
      converter = SampleConverter.class,
      defaultValue = "1000",
      description = "About how many rows of each file are read back. Default: ${DEFAULT-VALUE}.")
  private SampleSize sample = SampleConverter.DEFAULT;

  @Mixin private final SinceOption since = new SinceOption();

  /** Which files. */
  private static final class Which {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Files of these runs.")
    private List<String> runs = List.of();

    @Option(names = "--all", required = true, description = "All files that are done.")
    private boolean all;
  }

  VerifyCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    List<Verified> verified = new ArrayList<>();
    Instant from = since.from(clock().instant());
    StopSignal stop = new StopSignal();
    try (PluginCatalog plugins =
            PluginCatalog.load(
                root().plugins(), Versions.TENANT_API, access.installation().engine().plugins());
        Timers timers = Timers.start();
        TenantSessions sessions =
            access.cassandra().tenantSessions(access.installation().engine().cassandra());
        Shutdown ignored =
            Shutdown.watch(
                console(),
                () -> stop.trip("the verification was stopped"),
                access.installation().engine().stopTimeout().plus(EngineRun.STOP_MARGIN))) {
      Verifier verifier =
          new Verifier(
              access.ledger(),
              Workers.local(
                  access.installation().engine(),
                  plugins,
                  sessions,
                  timers,
                  TenantShares.of(access.installation().engine(), System::nanoTime),
                  // Nothing is written.
                  null),
              stop,
              clock(),
              new RunIds(clock(), new SecureRandom()::nextInt),
              sample);
      Roster roster = Roster.of(access.installation(), plugins, access.tenants());
      Map<String, Tenant> tenants = new LinkedHashMap<>();
      roster.servable().forEach(tenant -> tenants.put(tenant.id(), tenant));
      List<LedgerEntry> chosen = chosen(access, from);
      try (TaskProgress progress = progress(chosen)) {
        long bytes = 0;
        for (LedgerEntry entry : chosen) {
          Tenant tenant = tenants.get(entry.tenant());
          if (stop.isTripped()) {
            break;
          }
          progress.at(bytes, entry.tenant() + "/" + entry.name());
          verified.add(
              tenant == null
                  ? Verified.notVerifiable(
                      entry, "its tenant cannot be served: " + why(roster, entry))
                  : verifier.verify(tenant, entry));
          bytes += entry.sizeBytes();
        }
      }
    }
    print(() -> TextVerification.render(verified), () -> JsonVerification.render(verified));
    return stop.isTripped() ? ExitCode.INTERRUPTED : exitCode(verified);
  }

  private TaskProgress progress(List<LedgerEntry> chosen) {
    return new TaskProgress(
        console(),
        console().status(),
        "verify",
        chosen.stream().mapToLong(LedgerEntry::sizeBytes).sum(),
        Sizes::bytes,
        System::nanoTime);
  }

  static ExitCode exitCode(List<Verified> verified) {
    return verified.stream().allMatch(each -> each.state() == Verified.State.AS_RECORDED)
        ? ExitCode.OK
        : ExitCode.NOT_VERIFIED;
  }

  private static String why(Roster roster, LedgerEntry entry) {
    TenantOutcome unservable = roster.unservable().get(entry.tenant());
    return unservable == null ? "it is not registered" : String.valueOf(unservable.failure());
  }

  private List<LedgerEntry> chosen(LedgerAccess access, Instant from) {
    List<LedgerEntry> chosen = new ArrayList<>();
    Set<String> missing = new HashSet<>(which.runs);
    for (String tenant : access.tenants()) {
      for (LedgerEntry entry : access.ledger().files(tenant, from)) {
        if (which.all ? entry.state() == FileState.DONE : which.runs.contains(entry.runId())) {
          chosen.add(entry);
          missing.remove(entry.runId());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(),
          "The ledger knows no file that a run "
              + String.join(", ", missing)
              + " was the last to run; see engine history, and --since");
    }
    return chosen;
  }
}
