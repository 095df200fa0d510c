package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Renders invoices as one page that needs nothing beside it, to be looked at, sent or printed: each
 * on a sheet of its own.
 */
public final class HtmlInvoices {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; --line: #d0d4da; --soft: #5b6470; --mark: #b45309 }
      @media (prefers-color-scheme: dark) { :root { --line: #3b424c; --soft: #9aa4b2; --mark: #f0b45c } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 58rem; margin: 0 auto; padding: 1.5rem }
      article + article { border-top: 3px double var(--line); margin-top: 3rem; padding-top: 2rem }
      h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 }
      p { margin: .3rem 0; color: var(--soft) }
      .estimate { color: var(--mark); font-weight: 600 }
      .table { overflow-x: auto; margin-top: 1.5rem }
      table { border-collapse: collapse; width: 100%%; font-variant-numeric: tabular-nums }
      th, td { text-align: left; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line) }
      th { font-size: .8rem; color: var(--soft); font-weight: 600 }
      .n { text-align: right; white-space: nowrap }
      th:last-child, td:last-child { padding-right: 0 }
      tfoot td, tfoot th { border-bottom: 0; font-size: 1.15rem; font-weight: 700; color: inherit }
      footer { margin-top: 1.5rem; font-size: .8rem; color: var(--soft); overflow-wrap: anywhere }
      @media print {
        :root { color-scheme: light; --line: #bbb; --soft: #444; --mark: #000 }
        body { max-width: none; padding: 0; font-size: 11pt }
        article + article { break-before: page; border: 0; margin: 0; padding: 0 }
        tr { break-inside: avoid }
      }
      </style>
      </head>
      <body>
      %s</body>
      </html>
      """;

  private static final String ARTICLE =
      """
      <article>
      <h1>%s</h1>
      <p class="%s">%s</p>
      <p>%s. %s</p>
      <div class="table"><table>
      <thead><tr><th>Item</th><th>Plan</th><th>Part</th><th class="n">Quantity</th><th>Unit</th>\
      <th class="n">Unit price</th><th class="n">%s</th></tr></thead>
      <tbody>
      %s</tbody>
      <tfoot><tr><th colspan="6">Total</th><td class="n">%s&nbsp;%s</td></tr></tfoot>
      </table></div>
      <footer>Each amount is rounded half up, once. 1 GB is 10<sup>9</sup> bytes. Months are calendar \
      months in UTC. Price list, SHA-256: %s</footer>
      </article>
      """;

  private HtmlInvoices() {}

  /** Returns the page, in ASCII, with a final line end. */
  public static String render(List<Invoice> invoices) {
    String title =
        invoices.size() == 1
            ? InvoiceText.title(invoices.get(0))
            : "Invoices of " + invoices.size() + " tenants";
    return PAGE.formatted(
        escaped(title), invoices.stream().map(HtmlInvoices::article).collect(Collectors.joining()));
  }

  private static String article(Invoice invoice) {
    String currency = escaped(invoice.currency().getCurrencyCode());
    return ARTICLE.formatted(
        escaped(InvoiceText.title(invoice)),
        InvoiceText.state(invoice),
        escaped(InvoiceText.stateInWords(invoice)),
        escaped(InvoiceText.plan(invoice)),
        escaped(InvoiceText.basis(invoice)),
        currency,
        invoice.lines().stream().map(line -> row(invoice, line)).collect(Collectors.joining()),
        escaped(invoice.total().toPlainString()),
        currency,
        escaped(invoice.pricesSha256()));
  }

  private static String row(Invoice invoice, InvoiceLine line) {
    return "<tr>"
        + cell("", line.item().label())
        + cell("", Objects.requireNonNullElse(line.plan(), ""))
        + cell("", line.part().label())
        + cell(" class=\"n\"", line.quantity().toPlainString())
        + cell("", line.item().unit())
        + cell(" class=\"n\"", InvoiceText.price(invoice, line.unitPrice()))
        + cell(" class=\"n\"", line.amount().toPlainString())
        + "</tr>\n";
  }

  private static String cell(String attributes, String text) {
    return "<td" + attributes + ">" + escaped(text) + "</td>";
  }

  /** Returns a text as HTML has it, in elements and attributes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean isPlain = c >= ' ' && c < 0x7f && "<>&\"'".indexOf(c) < 0;
              if (isPlain) {
                safe.appendCodePoint(c);
              } else {
                safe.append("&#").append(c).append(';');
              }
            });
    return safe.toString();
  }
}
