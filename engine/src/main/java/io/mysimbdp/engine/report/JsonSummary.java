package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.TenantOutcome;
import java.util.Locale;
import java.util.Objects;

/** Renders a {@link Summary} as one JSON document, for scripts. Names of keys are stable. */
public final class JsonSummary {

  private JsonSummary() {}

  /** Returns the document, without a final line end. */
  public static String render(Summary summary) {
    ObjectNode root = Json.object();
    putInto(root, summary);
    return Json.render(root);
  }

  /** Puts all of it into a document. */
  static void putInto(ObjectNode root, Summary summary) {
    root.put("state", summary.state().label());
    ObjectNode total = root.putObject("total");
    total.put("files", summary.files());
    putCounts(total, summary.counts());
    total.put("seconds", summary.seconds());
    ArrayNode tenants = root.putArray("tenants");
    summary.tenants().forEach(tenant -> putTenant(tenants.addObject(), tenant, summary));
    ArrayNode problems = root.putArray("problems");
    summary.problems().forEach(problems::add);
    ArrayNode warnings = root.putArray("warnings");
    summary.warnings().forEach(warnings::add);
    JsonVerification.putAll(root.putArray("verified"), summary.verified());
  }

  private static void putTenant(ObjectNode node, TenantOutcome tenant, Summary summary) {
    node.put("tenant", tenant.tenant());
    node.put("state", State.of(tenant).label());
    node.put("reason", tenant.failure());
    putCounts(node, tenant.counts());
    node.put("seconds", summary.seconds());
    ArrayNode files = node.putArray("files");
    tenant.files().forEach(file -> putFile(files.addObject(), file));
  }

  private static void putFile(ObjectNode node, FileOutcome file) {
    node.put("name", file.name());
    node.put("state", file.state().name().toLowerCase(Locale.ROOT));
    node.put("reason", file.reason());
    if (file.decision() instanceof Decision.Refused refused) {
      node.put("rule", refused.rule());
      node.put("limit", refused.limit());
      node.put("actual", refused.actual());
    } else if (file.decision() instanceof Decision.Deferred deferred) {
      node.put("rule", deferred.rule());
      node.put("limit", deferred.limit());
      node.put("actual", deferred.actual());
      node.put("not_before", Objects.toString(deferred.notBefore(), null));
    }
    putCounts(node, file.counts());
  }

  static void putCounts(ObjectNode node, Counts counts) {
    node.put("records_read", counts.recordsRead());
    node.put("rows_written", counts.rowsWritten());
    node.put("rejects", counts.rejects());
    node.put("skipped", counts.skipped());
    node.put("bytes", counts.bytes());
  }
}
