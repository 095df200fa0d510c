package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.Invoice;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;

/** Words and numbers of invoices, the same wherever they are shown. */
final class InvoiceText {

  private static final int DIGEST_SHOWN = 12;

  private InvoiceText() {}

  static String state(Invoice invoice) {
    return invoice.isFinal() ? "final" : "estimate";
  }

  static String title(Invoice invoice) {
    return "Invoice for " + invoice.tenant() + ", " + invoice.month();
  }

  static String stateInWords(Invoice invoice) {
    if (invoice.isFinal()) {
      return "Final";
    }
    return "Estimate: "
        + (invoice.openRuns() == 0
            ? "the month is not over"
            : counted(invoice.openRuns(), "run")
                + " of it "
                + (invoice.openRuns() == 1 ? "has" : "have")
                + " not ended");
  }

  /** Says what it is made of, in one sentence. */
  static String basis(Invoice invoice) {
    return "Made at "
        + invoice.madeAt().truncatedTo(ChronoUnit.SECONDS)
        + " from "
        + counted(invoice.files(), "file")
        + " and the CPU time of "
        + counted(invoice.runs(), "run")
        + ", by the price list "
        + invoice.pricesSha256().substring(0, DIGEST_SHOWN)
        + ".";
  }

  static String plan(Invoice invoice) {
    return invoice.plan() == null ? "No plan" : "Plan " + invoice.plan();
  }

  private static String counted(long count, String what) {
    return Sizes.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** Returns a unit price with at least the decimals that amounts have. */
  static String price(Invoice invoice, BigDecimal price) {
    int minorUnits = invoice.currency().getDefaultFractionDigits();
    return (price.scale() < minorUnits ? price.setScale(minorUnits) : price).toPlainString();
  }
}
