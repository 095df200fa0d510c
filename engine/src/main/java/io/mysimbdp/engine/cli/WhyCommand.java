package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.TenantOutcome;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine why}. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Explains why a file is not (yet) ingested: not complete, refused by which rule, over which"
          + " quota and until when, waiting behind what, its tenant suspended, duplicate of which"
          + " earlier file; and what was decided on it before."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine why tenants/toys/staging/toys_2026.csv",
      "  engine why toys/toys_2026.csv --output json",
      "  engine why toys_2026.csv"
    })
final class WhyCommand implements Callable<Integer> {

  /** Writes nothing, so needs no name. */
  private static final String READER = "reader";

  private final Console console;
  private final Map<String, String> environment;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "FILE",
      description = "A path, or tenant/file, or the file's name where one tenant has it.")
  private String file = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  WhyCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    FileName name = FileName.of(file, root, installation, spec);
    TenantProfile profile = name.registration().requireProfile();
    Explainer explainer =
        new Explainer(
            name,
            profile,
            installation.engine().suspended().contains(name.tenant())
                ? Suspensions.CONFIGURED
                : null,
            installation.engine().turnBytes(),
            unservable(root, installation, name.tenant()),
            clock);
    Explanation explanation = explain(explainer, root, installation);
    if (output.isJson()) {
      console.out().println(explanation.json());
    } else {
      console.out().print(explanation.text());
    }
    return ExitCode.OK.number();
  }

  private Explanation explain(Explainer explainer, Home root, Installation installation)
      throws InterruptedException {
    Optional<Explanation> known = explainer.withoutLedger();
    if (known.isPresent()) {
      return known.get();
    }
    try (LedgerSession open = LedgerSession.open(root, installation, READER, clock, console)) {
      return explainer.with(open.ledger());
    }
  }

  private static @Nullable String unservable(Home root, Installation installation, String tenant) {
    try (PluginCatalog plugins =
        PluginCatalog.load(root.plugins(), Versions.TENANT_API, installation.engine().plugins())) {
      TenantOutcome outcome =
          Roster.of(installation, plugins, Set.of(tenant)).unservable().get(tenant);
      return outcome == null ? null : outcome.failure();
    }
  }
}
