package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.rehearsal.Check;
import io.mysimbdp.engine.rehearsal.CheckReport;
import io.mysimbdp.engine.rehearsal.Sample;
import io.mysimbdp.engine.rehearsal.Verdict;
import java.util.List;
import java.util.Locale;

/** Renders what a rehearsal has found as JSON, for scripts. Names of keys are stable. */
public final class JsonRehearsal {

  private JsonRehearsal() {}

  /** Returns the checks that there are, as a document. */
  public static String list(List<Check> checks) {
    ArrayNode all = Json.array();
    for (Check check : checks) {
      ObjectNode node = all.addObject();
      node.put("name", check.name());
      node.put("done", check.about());
      node.put("expected", check.expected());
    }
    return Json.render(all);
  }

  /** Returns the document, without a final line end. */
  public static String render(Sample sample, List<CheckReport> reports) {
    ObjectNode root = Json.object();
    root.put("records", sample.size());
    root.put("sample_is_cut", sample.isCut());
    root.put("held", TextRehearsal.count(reports, Verdict.HELD));
    root.put("failed", TextRehearsal.count(reports, Verdict.FAILED));
    root.put("not_applicable", TextRehearsal.count(reports, Verdict.NOT_APPLICABLE));
    ArrayNode checks = root.putArray("checks");
    for (CheckReport report : reports) {
      ObjectNode node = checks.addObject();
      node.put("name", report.check().name());
      node.put("done", report.check().about());
      node.put("expected", report.check().expected());
      node.put("seen", report.finding().seen());
      node.put("verdict", report.finding().verdict().name().toLowerCase(Locale.ROOT));
      node.put("advice", report.finding().advice());
      node.put("seconds", report.took().toMillis() / 1000.0);
    }
    return Json.render(root);
  }
}
