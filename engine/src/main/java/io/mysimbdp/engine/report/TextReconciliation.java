package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.Difference;
import io.mysimbdp.engine.metering.Reconciliation;
import io.mysimbdp.engine.metering.UsageRecord;
import java.util.List;

/** Renders what a comparison of ledger, charges and usage records has found, for people. */
public final class TextReconciliation {

  private TextReconciliation() {}

  /**
   * Returns the text, with a final line end.
   *
   * @param repaired how many charges were written again before
   */
  public static String render(List<Reconciliation> found, int repaired) {
    TextTable table =
        new TextTable("TENANT", ">FILES DONE", ">CHARGES", ">USAGE RECORDS", ">DIFFERENCES");
    for (Reconciliation each : found) {
      table.row(
          each.tenant(),
          Sizes.count(each.files()),
          Sizes.count(each.charges()),
          Sizes.count(each.records()),
          Sizes.count(each.differences().size()));
    }
    StringBuilder text = new StringBuilder(table.render());
    if (repaired > 0) {
      text.append("Charged as the ledger says: ").append(repaired).append('\n');
    }
    for (Reconciliation each : found) {
      each.differences().forEach(difference -> add(text, each.tenant(), difference));
      each.uncommitted().forEach(run -> add(text, each.tenant(), run));
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String tenant, Difference difference) {
    text.append(tenant)
        .append(": run ")
        .append(difference.runId())
        .append(": ")
        .append(difference.detail())
        .append("\n    What to do: ")
        .append(difference.kind().remedy())
        .append('\n');
  }

  private static void add(StringBuilder text, String tenant, UsageRecord run) {
    text.append(tenant)
        .append(": run ")
        .append(run.runId())
        .append(" ended with ")
        .append(run.filesAccepted())
        .append(run.filesAccepted() == 1 ? " file" : " files")
        .append(" and has not committed all of them, or died before; it is not charged for those.")
        .append(" No difference.\n");
  }
}
