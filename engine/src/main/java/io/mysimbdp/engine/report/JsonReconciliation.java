package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.metering.Difference;
import io.mysimbdp.engine.metering.Reconciliation;
import io.mysimbdp.engine.time.Period;
import java.util.List;
import java.util.Locale;

/**
 * Renders what a comparison of ledger, charges and usage records has found, for scripts. Names of
 * keys are stable.
 */
public final class JsonReconciliation {

  private JsonReconciliation() {}

  /**
   * Returns the document, without a final line end.
   *
   * @param repaired how many charges were written again before
   */
  public static String render(Period period, List<Reconciliation> found, int repaired) {
    ObjectNode document = Json.object();
    document.put("from", period.from().toString());
    document.put("until", period.until().toString());
    document.put("repaired", repaired);
    ArrayNode tenants = document.putArray("tenants");
    for (Reconciliation each : found) {
      ObjectNode node = tenants.addObject();
      node.put("tenant", each.tenant());
      node.put("files", each.files());
      node.put("charges", each.charges());
      node.put("usage_records", each.records());
      ArrayNode differences = node.putArray("differences");
      each.differences().forEach(difference -> add(differences, difference));
      ArrayNode uncommitted = node.putArray("uncommitted_runs");
      each.uncommitted().forEach(run -> uncommitted.add(run.runId()));
    }
    return Json.render(document);
  }

  private static void add(ArrayNode differences, Difference difference) {
    differences
        .addObject()
        .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
        .put("run", difference.runId())
        .put("content_sha256", difference.contentSha256())
        .put("detail", difference.detail())
        .put("what_to_do", difference.kind().remedy());
  }
}
