package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.metering.Difference;
import io.mysimbdp.engine.metering.DoneFile;
import io.mysimbdp.engine.metering.Reconciliation;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.report.CsvUsage;
import io.mysimbdp.engine.report.JsonReconciliation;
import io.mysimbdp.engine.report.JsonUsage;
import io.mysimbdp.engine.report.TextReconciliation;
import io.mysimbdp.engine.report.TextUsage;
import io.mysimbdp.engine.time.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code engine usage}. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what each tenant has used: what was offered, and what of it is charged. A file counts when"
          + " it becomes done, once; a run, for its CPU time, when it ends.",
      "With --reconcile, compares usage records, charges and ledger instead, and prints each difference"
          + " with what to do. Ends with 0 only when there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine usage",
      "  engine usage --tenant toys --month 2026-11 --output csv",
      "  engine usage --reconcile --month 2026-11"
    })
final class UsageCommand extends UsedCommand {

  @Mixin private final PeriodOption period = new PeriodOption();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "text, json or csv. With json and csv, standard output holds one document and nothing"
              + " else. Default: ${DEFAULT-VALUE}.")
  private TableFormat output = TableFormat.TEXT;

  @Option(
      names = "--reconcile",
      description = "Compare usage records, charges and ledger. Changes nothing.")
  private boolean reconcile;

  @Option(
      names = "--repair",
      description =
          "With --reconcile: charge what is not charged as the ledger says. To do it twice changes"
              + " nothing.")
  private boolean repair;

  UsageCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  void checkUsage() {
    if (period.isTwice()) {
      throw new ParameterException(spec().commandLine(), "Either --month or --since, not both");
    }
    if (repair && !reconcile) {
      throw new ParameterException(spec().commandLine(), "--repair needs --reconcile");
    }
    if (reconcile && output == TableFormat.CSV) {
      throw new ParameterException(
          spec().commandLine(), "--reconcile prints text or json; got --output csv");
    }
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    Instant now = clock().instant();
    Period asked = period.of(now);
    return reconcile ? reconcile(access, asked) : use(access, asked, now);
  }

  private ExitCode use(LedgerAccess access, Period asked, Instant now) {
    List<TenantUsage> all = new ArrayList<>();
    for (String tenant : access.tenants()) {
      all.add(usage(access, tenant, asked, now));
    }
    switch (output) {
      case TEXT -> console().out().print(TextUsage.render(all));
      case JSON -> console().out().println(JsonUsage.render(asked, all));
      case CSV -> console().out().print(CsvUsage.render(all));
    }
    return ExitCode.OK;
  }

  private ExitCode reconcile(LedgerAccess access, Period asked) {
    List<Reconciliation> found = new ArrayList<>();
    int repaired = 0;
    for (String tenant : access.tenants()) {
      Reconciliation first = compare(access, tenant, asked);
      int mended = repair ? repair(access.ledger(), first) : 0;
      found.add(mended == 0 ? first : compare(access, tenant, asked));
      repaired += mended;
    }
    if (output == TableFormat.JSON) {
      console().out().println(JsonReconciliation.render(asked, found, repaired));
    } else {
      console().out().print(TextReconciliation.render(found, repaired));
    }
    return found.stream().allMatch(each -> each.differences().isEmpty())
        ? ExitCode.OK
        : ExitCode.NOT_VERIFIED;
  }

  private Reconciliation compare(LedgerAccess access, String tenant, Period asked) {
    Ledger ledger = access.ledger();
    // First the files: what becomes done meanwhile is charged before the books are read.
    List<DoneFile> files = ledger.doneFiles(tenant, asked);
    return Reconciliation.of(
        books(access, tenant, asked),
        files,
        sha256 -> ledger.findIfKnown(tenant, sha256).isPresent());
  }

  private static int repair(Ledger ledger, Reconciliation found) {
    int repaired = 0;
    for (Difference each : found.differences()) {
      if (each.kind().isRepairable() && each.contentSha256() != null) {
        Optional<LedgerEntry> done =
            ledger
                .find(found.tenant(), each.contentSha256())
                .filter(entry -> entry.state() == FileState.DONE);
        done.ifPresent(ledger::charge);
        repaired += done.isPresent() ? 1 : 0;
      }
    }
    return repaired;
  }
}
