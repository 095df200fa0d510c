package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.estimate.Estimate;
import io.mysimbdp.engine.estimate.LimitHit;
import io.mysimbdp.engine.estimate.Measured;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import io.mysimbdp.engine.quarantine.RejectSamples;
import io.mysimbdp.engine.sandbox.TablePreview;
import java.util.Locale;

/** Renders a {@link Tried} as one JSON document, for scripts. Names of keys are stable. */
public final class JsonTried {

  private JsonTried() {}

  /** Returns the document, without a final line end. */
  public static String render(Tried tried) {
    ObjectNode root = Json.object();
    root.put("jar", tried.jar());
    root.put("plan", tried.plan());
    root.put("profile", tried.profile());
    JsonSummary.putInto(root, tried.summary());
    putMeasured(root.putObject("measured"), tried.measured());
    ArrayNode tables = root.putArray("tables");
    tried.tables().forEach(each -> putTable(tables.addObject(), each));
    ArrayNode rejects = root.putArray("rejects");
    tried.rejects().forEach(each -> putRejects(rejects.addObject(), each));
    Estimate estimate = tried.estimate();
    if (estimate == null) {
      root.putNull("estimate");
    } else {
      putEstimate(root.putObject("estimate"), estimate);
    }
    ArrayNode notes = root.putArray("notes");
    tried.notes().forEach(notes::add);
    root.put("kept", tried.kept());
    return Json.render(root);
  }

  private static void putMeasured(ObjectNode node, Measured measured) {
    node.put("bytes", measured.bytes());
    node.put("records", measured.records());
    node.put("rows", measured.rows());
    node.put("rejects", measured.rejects());
    node.put("seconds", measured.wallTime().toMillis() / 1000.0);
    node.put("cpu_seconds", measured.cpuTime().toMillis() / 1000.0);
    node.put("rows_per_second", measured.rowsPerSecond());
    node.put("bytes_per_second", measured.bytesPerSecond());
    node.put("is_short", measured.isShort());
  }

  private static void putTable(ObjectNode node, TablePreview table) {
    node.put("table", table.table());
    if (table.total() < 0) {
      node.putNull("rows_in_all");
    } else {
      node.put("rows_in_all", table.total());
    }
    node.put("is_in_file_order", table.isInFileOrder());
    ArrayNode columns = node.putArray("columns");
    table
        .columns()
        .forEach(
            each ->
                columns
                    .addObject()
                    .put("name", each.name())
                    .put("type", each.type())
                    .put("is_key", each.isKey()));
    ArrayNode rows = node.putArray("rows");
    for (TablePreview.Row row : table.rows()) {
      ObjectNode values = rows.addObject();
      for (int i = 0; i < row.values().size(); i++) {
        values.put(table.columns().get(i).name(), row.values().get(i));
      }
    }
  }

  private static void putRejects(ObjectNode node, RejectSamples kind) {
    node.put("file", kind.file());
    node.put("rule", kind.rule());
    node.put("column", kind.column());
    node.put("count", kind.count());
    ArrayNode first = node.putArray("first");
    kind.first()
        .forEach(
            each ->
                first
                    .addObject()
                    .put("line", each.line())
                    .put("message", each.message())
                    .put("raw", each.raw()));
  }

  private static void putEstimate(ObjectNode node, Estimate estimate) {
    node.put("bytes", estimate.bytes());
    node.put("records", estimate.records());
    node.put("rows", estimate.rows());
    node.put("rejects", estimate.rejects());
    node.put("seconds_alone", estimate.alone().toMillis() / 1000.0);
    node.put("seconds_at_worst", estimate.atWorst().toMillis() / 1000.0);
    node.put("share", estimate.share().part());
    node.put("other_tenants", estimate.share().others());
    ArrayNode limits = node.putArray("limits");
    for (LimitHit hit : estimate.limits()) {
      limits
          .addObject()
          .put("key", hit.key())
          .put("limit", hit.limit())
          .put("expected", hit.expected())
          .put("consequence", hit.consequence());
    }
    Invoice invoice = estimate.price();
    if (invoice == null) {
      node.putNull("price");
      return;
    }
    ObjectNode price = node.putObject("price");
    price.put("currency", invoice.currency().getCurrencyCode());
    price.put("total", invoice.total().toPlainString());
    ArrayNode lines = price.putArray("lines");
    for (InvoiceLine line : invoice.lines()) {
      lines
          .addObject()
          .put("item", line.item().name().toLowerCase(Locale.ROOT))
          .put("quantity", line.quantity().toPlainString())
          .put("unit_price", line.unitPrice().toPlainString())
          .put("amount", line.amount().toPlainString());
    }
  }
}
