package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.schedule.ServiceTally;
import java.util.List;

/** Renders what a service has made of its tenants as JSON. Names of keys are stable. */
public final class JsonTallies {

  private JsonTallies() {}

  /** Returns the document, without a final line end. */
  public static String render(List<ServiceTally> tallies) {
    ObjectNode root = Json.object();
    ArrayNode tenants = root.putArray("tenants");
    for (ServiceTally tally : tallies) {
      ObjectNode node = tenants.addObject();
      node.put("tenant", tally.tenant());
      node.put("files_done", tally.done());
      node.put("files_duplicate", tally.duplicates());
      node.put("files_refused", tally.refused());
      node.put("failures", tally.failures());
      node.put("files_waiting", tally.waiting());
      JsonSummary.putCounts(node, tally.counts());
      node.put("trouble", tally.trouble());
    }
    return Json.render(root);
  }
}
