package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import java.util.List;

/** Renders the lines of invoices for spreadsheets; to be summed there, so without totals. */
public final class CsvInvoices {

  private static final List<String> COLUMNS =
      List.of(
          "tenant",
          "month",
          "state",
          "item",
          "plan",
          "part",
          "quantity",
          "unit",
          "unit_price",
          "amount",
          "currency");

  private CsvInvoices() {}

  /** Returns the table, with a final line end. */
  public static String render(List<Invoice> invoices) {
    Csv csv = new Csv(COLUMNS);
    for (Invoice invoice : invoices) {
      for (InvoiceLine line : invoice.lines()) {
        csv.row(
            JsonInvoices.of(line)
                .put("tenant", invoice.tenant())
                .put("month", invoice.month().toString())
                .put("state", InvoiceText.state(invoice))
                .put("currency", invoice.currency().getCurrencyCode()));
      }
    }
    return csv.render();
  }
}
