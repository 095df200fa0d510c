package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.report.TextTable;
import io.mysimbdp.engine.scaffold.Guess;
import java.util.Locale;

/** What was guessed of a sample, for people. */
final class GuessText {

  private static final String UNCERTAIN = "?";

  private final Guess guess;

  GuessText(Guess guess) {
    this.guess = guess;
  }

  /** Returns two tables, each line with a line end. */
  String render() {
    TextTable findings = new TextTable("", "SAMPLE", "FOUND", "WHY");
    for (Guess.Finding finding : guess.findings()) {
      findings.row(mark(finding.certain()), finding.topic(), finding.value(), finding.evidence());
    }
    TextTable columns =
        new TextTable("", "COLUMN", "NAME", "TYPE", "KEY", ">EMPTY", "EXAMPLE", "WHY");
    for (Guess.Column column : guess.columns()) {
      columns.row(
          mark(column.certain()),
          column.heading(),
          column.name(),
          column.type(),
          column.key(),
          String.format(Locale.ROOT, "%,d", column.empty()),
          column.example(),
          column.evidence());
    }
    return findings.render() + "\n" + columns.render();
  }

  private static String mark(boolean certain) {
    return certain ? "" : UNCERTAIN;
  }
}
