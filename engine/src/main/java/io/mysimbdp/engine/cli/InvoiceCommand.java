package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.metering.Billing;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.report.CsvInvoices;
import io.mysimbdp.engine.report.HtmlInvoices;
import io.mysimbdp.engine.report.JsonInvoices;
import io.mysimbdp.engine.report.TextInvoices;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code engine invoice}. */
@Command(
    name = "invoice",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the invoices of a month from what was used and the price list of that month, prices in"
          + " conf/engine.conf. A month that is not over yet, or has a run that is not, gives an"
          + " estimate.",
      "Reconcile before you send them: engine usage --reconcile --month YYYY-MM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine invoice --tenant toys --month 2026-11",
      "  engine invoice --tenant toys --month 2026-11 --format html --into toys-2026-11.html",
      "  engine invoice --all --month 2026-11 --format json"
    })
final class InvoiceCommand extends UsedCommand {

  /** The most that limits.batch.time can be. */
  private static final Duration LONGEST_RUN = Duration.ofDays(30);

  @Option(
      names = "--month",
      required = true,
      paramLabel = "YYYY-MM",
      converter = MonthConverter.class,
      description = "The calendar month, in UTC.")
  private YearMonth month;

  @Option(names = "--all", description = "All registered tenants, one after the other.")
  private boolean all;

  @Option(
      names = {"--format", "--output"},
      paramLabel = "FORMAT",
      description =
          "text, json, csv or html: one page to be sent or printed. Default: ${DEFAULT-VALUE}.")
  private DocumentFormat format = DocumentFormat.TEXT;

  @Mixin private final IntoOption into = new IntoOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InvoiceCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  void checkUsage() {
    if (namesTenants() == all) {
      throw new ParameterException(
          spec().commandLine(), "Whose invoice? Either --tenant ID or --all");
    }
    into.check(spec());
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    Billing billing = new Billing(access.installation().engine().prices());
    Instant now = clock().instant();
    Period period = Period.of(month);
    List<Invoice> invoices = new ArrayList<>();
    for (String tenant : access.tenants()) {
      TenantUsage usage = usage(access, tenant, period, now);
      invoices.add(billing.invoice(usage, month, now, openRuns(access, tenant, period, now)));
    }
    into.write(rendered(invoices), console());
    return ExitCode.OK;
  }

  /** Looks for runs that are not over though the month is; no run takes longer than a while. */
  private static int openRuns(LedgerAccess access, String tenant, Period period, Instant now) {
    boolean mayBe = !now.isBefore(period.until()) && now.isBefore(period.until().plus(LONGEST_RUN));
    return mayBe ? access.ledger().openRuns(tenant, period.until()).size() : 0;
  }

  private String rendered(List<Invoice> invoices) {
    return switch (format) {
      case TEXT -> TextInvoices.render(invoices);
      case JSON -> JsonInvoices.render(invoices) + "\n";
      case CSV -> CsvInvoices.render(invoices);
      case HTML -> HtmlInvoices.render(invoices);
    };
  }
}
