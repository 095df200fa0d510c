package io.mysimbdp.engine.report;

import io.mysimbdp.engine.rehearsal.CheckReport;
import io.mysimbdp.engine.rehearsal.Finding;
import io.mysimbdp.engine.rehearsal.Verdict;
import java.time.Duration;
import java.util.List;

/** Renders what a rehearsal has found, for people. */
public final class TextRehearsal {

  private TextRehearsal() {}

  /** Returns the text, with a final line end. */
  public static String render(List<CheckReport> reports) {
    TextTable table = new TextTable("CHECK", "VERDICT", ">TIME", "WHAT HAPPENED");
    StringBuilder failures = new StringBuilder();
    for (CheckReport report : reports) {
      table.row(
          report.check().name(),
          label(report.finding().verdict()),
          Sizes.duration(report.took()),
          report.check().about());
    }
    for (CheckReport report : reports) {
      failures.append(told(report));
    }
    return table.render() + failures + conclusion(reports) + "\n";
  }

  private static String told(CheckReport report) {
    Finding finding = report.finding();
    StringBuilder text = new StringBuilder();
    text.append('\n').append(report.check().name()).append(": ");
    text.append(label(finding.verdict())).append('\n');
    if (finding.verdict() == Verdict.FAILED) {
      text.append("  expected: ").append(report.check().expected()).append('\n');
    }
    text.append("  seen:     ").append(finding.seen()).append('\n');
    if (finding.advice() != null) {
      text.append("  change:   ").append(finding.advice()).append('\n');
    }
    return text.toString();
  }

  private static String conclusion(List<CheckReport> reports) {
    Duration took = reports.stream().map(CheckReport::took).reduce(Duration.ZERO, Duration::plus);
    return "\n"
        + count(reports, Verdict.HELD)
        + " held, "
        + count(reports, Verdict.FAILED)
        + " failed, "
        + count(reports, Verdict.NOT_APPLICABLE)
        + " not applicable, in "
        + Sizes.duration(took)
        + ".";
  }

  static long count(List<CheckReport> reports, Verdict verdict) {
    return reports.stream().filter(each -> each.finding().verdict() == verdict).count();
  }

  /** Returns how a verdict is called. */
  public static String label(Verdict verdict) {
    return switch (verdict) {
      case HELD -> "held";
      case FAILED -> "FAILED";
      case NOT_APPLICABLE -> "n/a";
    };
  }
}
