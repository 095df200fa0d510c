package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import java.util.List;
import java.util.Locale;

/**
 * Renders invoices for scripts. Names of keys are stable. Quantities, prices and amounts are exact
 * decimals, as text, so that no reader makes binary fractions of them.
 */
public final class JsonInvoices {

  private JsonInvoices() {}

  /** Returns the document, a list, without a final line end. */
  public static String render(List<Invoice> invoices) {
    ArrayNode all = Json.array();
    for (Invoice invoice : invoices) {
      ObjectNode node = all.addObject();
      node.put("tenant", invoice.tenant());
      node.put("month", invoice.month().toString());
      node.put("state", InvoiceText.state(invoice));
      node.put("open_runs", invoice.openRuns());
      node.put("made_at", invoice.madeAt().toString());
      node.put("plan", invoice.plan());
      node.put("currency", invoice.currency().getCurrencyCode());
      node.put("prices_sha256", invoice.pricesSha256());
      node.put("files", invoice.files());
      node.put("runs", invoice.runs());
      ArrayNode lines = node.putArray("lines");
      invoice.lines().forEach(line -> lines.add(of(line)));
      node.put("total", invoice.total().toPlainString());
    }
    return Json.render(all);
  }

  static ObjectNode of(InvoiceLine line) {
    ObjectNode node = Json.object();
    node.put("item", line.item().name().toLowerCase(Locale.ROOT));
    node.put("plan", line.plan());
    node.put("part", line.part().label());
    node.put("quantity", line.quantity().toPlainString());
    node.put("unit", line.item().unit());
    node.put("unit_price", line.unitPrice().toPlainString());
    node.put("amount", line.amount().toPlainString());
    return node;
  }
}
