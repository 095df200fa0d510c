package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.RateText;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.plugin.PluginManifests;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextTable;
import io.mysimbdp.engine.staging.StagingDirectory.Tally;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engine tenant list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every registered tenant: whether it is served, its plan, priority and weight, the version"
          + " of its app, what is staged, the rates in force and its failed runs in a row.",
      "Counts no more than 1,000 staged files of a tenant, and reads of JARs the manifest only:"
          + " \"engine check\" looks them through."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  engine tenant list", "  engine tenant list --offline --output json"})
final class TenantListCommand implements Callable<Integer> {

  private static final String NOBODY_KNOWS = "?";

  private final Console console;
  private final Map<String, String> environment;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--offline",
      description =
          "Do not ask the ledger, and so need no Cassandra: what operators have said by \"engine"
              + " tenant\", and failed runs, are not known then.")
  private boolean offline;

  TenantListCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    Map<String, TenantControl> controls = offline ? Map.of() : controls(root, installation);
    PluginManifests plugins = PluginManifests.read(root.plugins(), Versions.TENANT_API);
    List<TenantLine> lines = new ArrayList<>();
    for (Registration registration : installation.registrations()) {
      String id = registration.tenantId();
      TenantControl control = offline ? null : TenantControl.in(controls, id);
      lines.add(TenantLine.of(registration, installation, plugins, control));
    }
    if (output.isJson()) {
      console.out().println(json(lines, installation.unregistered()));
    } else {
      console.out().print(text(lines, installation.unregistered()));
    }
    return ExitCode.OK.number();
  }

  private Map<String, TenantControl> controls(Home root, Installation installation)
      throws InterruptedException {
    try (LedgerSession open =
        LedgerSession.open(
            root, installation, EngineIdentity.of(root).engineId(), clock, console)) {
      return open.ledger().controls();
    }
  }

  private static String text(List<TenantLine> lines, List<String> unregistered) {
    TextTable table =
        new TextTable(
            "TENANT",
            "STATE",
            "PLAN",
            "PRIORITY",
            ">WEIGHT",
            "VERSION",
            ">STAGED",
            ">SIZE",
            ">ROWS/S",
            ">BYTES/S",
            ">FAILED RUNS",
            "WHY");
    for (TenantLine line : lines) {
      TenantProfile profile = line.profile();
      table.row(
          line.id(),
          line.state().word(),
          profile == null ? NOBODY_KNOWS : profile.plan() == null ? "none" : profile.plan(),
          profile == null ? NOBODY_KNOWS : word(profile),
          profile == null ? NOBODY_KNOWS : String.valueOf(profile.weight()),
          line.version() == null ? NOBODY_KNOWS : line.version(),
          staged(line.staged(), tally -> Sizes.count(tally.files())),
          staged(line.staged(), tally -> Sizes.bytes(tally.bytes())),
          line.rates() == null
              ? NOBODY_KNOWS
              : TenantLimitCommand.rows(line.rates().rowsPerSecond()),
          line.rates() == null ? NOBODY_KNOWS : RateText.ofBytes(line.rates().bytesPerSecond()),
          line.control() == null ? NOBODY_KNOWS : String.valueOf(line.control().failedRuns()),
          line.why() == null ? "" : line.why());
    }
    return table.render()
        + (unregistered.isEmpty()
            ? ""
            : "\nNot registered, so not served: "
                + unregistered.stream()
                    .map(folder -> "tenants/" + folder)
                    .collect(Collectors.joining(", "))
                + "\n");
  }

  private static String staged(@Nullable Tally tally, Function<Tally, String> part) {
    return tally == null ? NOBODY_KNOWS : (tally.isMore() ? ">" : "") + part.apply(tally);
  }

  private static String word(TenantProfile profile) {
    return profile.priority().name().toLowerCase(Locale.ROOT);
  }

  private static String json(List<TenantLine> lines, List<String> unregistered) {
    ObjectNode root = Json.object();
    ArrayNode tenants = root.putArray("tenants");
    for (TenantLine line : lines) {
      ObjectNode node = tenants.addObject();
      node.put("tenant", line.id());
      node.put("state", line.state().name().toLowerCase(Locale.ROOT));
      node.put("why", line.why());
      TenantProfile profile = line.profile();
      node.put("plan", profile == null ? null : profile.plan());
      node.put("priority", profile == null ? null : word(profile));
      node.put("weight", profile == null ? null : profile.weight());
      node.put("plugin", profile == null ? null : profile.pluginId());
      node.put("plugin_version", line.version());
      Tally staged = line.staged();
      node.put("staged_files", staged == null ? null : staged.files());
      node.put("staged_bytes", staged == null ? null : staged.bytes());
      node.put("staged_more", staged == null ? null : staged.isMore());
      node.put("rows_per_second", line.rates() == null ? null : rate(line.rates().rowsPerSecond()));
      node.put(
          "bytes_per_second", line.rates() == null ? null : rate(line.rates().bytesPerSecond()));
      node.put("failed_runs", line.control() == null ? null : line.control().failedRuns());
      node.put("last_failure", line.control() == null ? null : line.control().lastFailure());
      node.put("last_failed_run", line.control() == null ? null : line.control().lastFailedRun());
    }
    ArrayNode folders = root.putArray("unregistered");
    unregistered.forEach(folders::add);
    return Json.render(root);
  }

  /** Returns a limit; null for none. */
  private static @Nullable Long rate(long rate) {
    return rate == Limits.UNLIMITED ? null : Long.valueOf(rate);
  }
}
