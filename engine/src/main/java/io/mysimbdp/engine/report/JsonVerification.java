package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.verify.Verified;
import java.util.List;
import java.util.Locale;

/** Renders what verifications have found as JSON, for scripts. Names of keys are stable. */
public final class JsonVerification {

  private JsonVerification() {}

  /** Returns the document, without a final line end. */
  public static String render(List<Verified> verified) {
    ArrayNode all = Json.array();
    putAll(all, verified);
    return Json.render(all);
  }

  static void putAll(ArrayNode all, List<Verified> verified) {
    for (Verified each : verified) {
      ObjectNode node = all.addObject();
      node.put("tenant", each.entry().tenant());
      node.put("file", each.entry().name());
      node.put("content_sha256", each.entry().contentSha256());
      node.put("run", each.entry().runId());
      node.put("state", each.state().name().toLowerCase(Locale.ROOT));
      node.put("rows", each.comparison().rows());
      node.put("compared", each.comparison().compared());
      node.put("missing", each.comparison().missing());
      node.put("different", each.comparison().different());
      node.put("superseded", each.comparison().superseded());
      ArrayNode findings = node.putArray("findings");
      each.findings().forEach(findings::add);
    }
  }
}
