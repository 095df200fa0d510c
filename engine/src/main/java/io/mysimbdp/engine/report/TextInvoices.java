package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Renders invoices for people at a terminal. */
public final class TextInvoices {

  private TextInvoices() {}

  /** Returns the text, with a final line end. */
  public static String render(List<Invoice> invoices) {
    return invoices.stream().map(TextInvoices::render).collect(Collectors.joining("\n"));
  }

  private static String render(Invoice invoice) {
    TextTable table =
        new TextTable(
            "ITEM",
            "PLAN",
            "PART",
            ">QUANTITY",
            "UNIT",
            ">UNIT PRICE",
            ">" + invoice.currency().getCurrencyCode());
    for (InvoiceLine line : invoice.lines()) {
      table.row(
          line.item().label(),
          Objects.requireNonNullElse(line.plan(), ""),
          line.part().label(),
          line.quantity().toPlainString(),
          line.item().unit(),
          InvoiceText.price(invoice, line.unitPrice()),
          line.amount().toPlainString());
    }
    table.row("total", "", "", "", "", "", invoice.total().toPlainString());
    return InvoiceText.title(invoice)
        + ". "
        + InvoiceText.stateInWords(invoice)
        + ". "
        + InvoiceText.plan(invoice)
        + ".\n"
        + InvoiceText.basis(invoice)
        + "\n"
        + table.render();
  }
}
