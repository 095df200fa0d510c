package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.ledger.EndedFiles;
import io.mysimbdp.engine.report.CsvStatistics;
import io.mysimbdp.engine.report.HtmlStatistics;
import io.mysimbdp.engine.report.JsonStatistics;
import io.mysimbdp.engine.report.TextStatistics;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.time.Period;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what the ledger says about a period: files and runs by how they ended, rows, bytes,"
          + " rejects and why, durations, speeds, busiest hours, and the share of each tenant.",
      "A file belongs to the period that it ended in. The same figures of the period before, of the"
          + " same length, tell what has changed.",
      "Tenants that are no longer registered are in it as long as they have files in either period."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine report --since 7d",
      "  engine report --tenant toys --since 24h --format json",
      "  engine report --since 2026-03-01T00:00:00Z --until 2026-04-01T00:00:00Z --format html --into"
          + " march.html"
    })
final class ReportCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final SinceOption since = new SinceOption();
  @Mixin private final IntoOption into = new IntoOption();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description =
          "Only this tenant, registered or not. May be given several times. Default: all.")
  private List<String> named = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = SinceOption.Converter.class,
      description = "Where the period ends, in the same words. Default: now.")
  private SinceOption.@Nullable Since until;

  @Option(
      names = {"--format", "--output"},
      paramLabel = "FORMAT",
      description =
          "text, json, csv (the totals, a row for each tenant) or html (a page with charts that needs"
              + " nothing besides itself). Default: ${DEFAULT-VALUE}.")
  private DocumentFormat format = DocumentFormat.TEXT;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReportCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Period period = period();
    into.check(spec);
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    try (LedgerSession open =
        LedgerSession.open(
            root, installation, EngineIdentity.of(root).engineId(), clock, console)) {
      EndedFiles ended = open.ledger().endedFiles(period.before().from(), period.until());
      Statistics statistics =
          Statistics.of(
              period,
              tenants(installation, ended),
              (tenant, wanted, consumer) ->
                  ended.forEach(tenant, wanted.from(), wanted.until(), consumer));
      into.write(rendered(statistics), console);
    }
    return ExitCode.OK.number();
  }

  private Period period() {
    // The ledger keeps milliseconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant from = since.from(now);
    Instant end = until == null ? now : until.from(now);
    if (!from.isBefore(end)) {
      throw new ParameterException(
          spec.commandLine(), "The period begins at " + from + ", which is not before " + end);
    }
    return new Period(from, end);
  }

  private SortedMap<String, Boolean> tenants(Installation installation, EndedFiles ended) {
    SortedMap<String, Boolean> known = new TreeMap<>();
    ended.tenants().forEach(tenant -> known.put(tenant, false));
    installation.registrations().stream()
        .map(Registration::tenantId)
        .forEach(tenant -> known.put(tenant, true));
    for (String tenant : named) {
      if (!known.containsKey(tenant)) {
        throw new ParameterException(
            spec.commandLine(),
            "Tenant '"
                + tenant
                + "' is not registered in conf/engine.conf, and none of its files has ended in the"
                + " period or the one before"
                + DidYouMean.hint(tenant, known.keySet()));
      }
    }
    if (!named.isEmpty()) {
      known.keySet().retainAll(named);
    }
    return known;
  }

  private String rendered(Statistics statistics) {
    return switch (format) {
      case TEXT -> TextStatistics.render(statistics);
      case JSON -> JsonStatistics.render(statistics) + System.lineSeparator();
      case CSV -> CsvStatistics.render(statistics);
      case HTML -> HtmlStatistics.render(statistics);
    };
  }
}
