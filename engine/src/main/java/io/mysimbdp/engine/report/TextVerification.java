package io.mysimbdp.engine.report;

import io.mysimbdp.engine.verify.Verified;
import java.util.List;
import java.util.Locale;

/** Renders what verifications have found, for people. */
public final class TextVerification {

  private TextVerification() {}

  /** Returns the text, with a final line end. */
  public static String render(List<Verified> verified) {
    if (verified.isEmpty()) {
      return "No files to verify.\n";
    }
    TextTable table =
        new TextTable(
            "TENANT",
            "FILE",
            "RUN",
            "VERIFIED",
            ">ROWS",
            ">COMPARED",
            ">MISSING",
            ">DIFFERENT",
            ">SUPERSEDED");
    StringBuilder findings = new StringBuilder();
    for (Verified each : verified) {
      table.row(
          each.entry().tenant(),
          each.entry().name(),
          each.entry().runId(),
          label(each.state()),
          Sizes.count(each.comparison().rows()),
          Sizes.count(each.comparison().compared()),
          Sizes.count(each.comparison().missing()),
          Sizes.count(each.comparison().different()),
          Sizes.count(each.comparison().superseded()));
      for (String finding : each.findings()) {
        findings.append(each.entry().tenant()).append('/').append(each.entry().name());
        findings.append(": ").append(finding).append('\n');
      }
    }
    return table.render() + findings;
  }

  static String label(Verified.State state) {
    return switch (state) {
      case AS_RECORDED -> "as recorded";
      case DIFFERENT, NOT_VERIFIABLE -> state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
