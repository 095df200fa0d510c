package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.ledger.FileDecision;
import io.mysimbdp.engine.report.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a file is where it is.
 *
 * @param tenant its tenant
 * @param file its name
 * @param state one or two words
 * @param reason one sentence
 * @param decision the rule that holds it back; null: none
 * @param history what was decided on files of that name before, the newest first
 */
record Explanation(
    String tenant,
    String file,
    String state,
    String reason,
    @Nullable Decision decision,
    List<FileDecision> history) {

  Explanation {
    history = List.copyOf(history);
  }

  Explanation with(List<FileDecision> decisions) {
    return new Explanation(tenant, file, state, reason, decision, decisions);
  }

  /** Returns the text for people, with a final line end. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(tenant).append('/').append(file).append(": ").append(state).append(": ");
    text.append(reason).append('\n');
    for (FileDecision each : history) {
      text.append("  ").append(each.decidedAt()).append("  ").append(each.decision());
      if (each.reason() != null) {
        text.append(": ").append(each.reason());
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns the document for scripts. */
  String json() {
    ObjectNode root = Json.object();
    root.put("tenant", tenant);
    root.put("file", file);
    root.put("state", state);
    root.put("reason", reason);
    if (decision instanceof Decision.Refused refused) {
      put(root, refused.rule(), refused.limit(), refused.actual(), null);
    } else if (decision instanceof Decision.Deferred deferred) {
      put(
          root,
          deferred.rule(),
          deferred.limit(),
          deferred.actual(),
          Objects.toString(deferred.notBefore(), null));
    }
    ArrayNode decisions = root.putArray("decisions");
    for (FileDecision each : history) {
      ObjectNode node = decisions.addObject();
      node.put("decided_at", each.decidedAt().toString());
      node.put("decision", each.decision());
      node.put("reason", each.reason());
      put(node, each.rule(), each.limit(), each.actual(), Objects.toString(each.notBefore(), null));
    }
    return Json.render(root);
  }

  private static void put(
      ObjectNode node,
      @Nullable String rule,
      @Nullable String limit,
      @Nullable String actual,
      @Nullable String notBefore) {
    node.put("rule", rule);
    node.put("limit", limit);
    node.put("actual", actual);
    node.put("not_before", notBefore);
  }
}
