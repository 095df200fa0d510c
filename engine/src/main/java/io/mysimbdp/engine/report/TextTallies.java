package io.mysimbdp.engine.report;

import io.mysimbdp.engine.schedule.ServiceTally;
import java.util.List;

/** Renders what a service has made of its tenants, for people. */
public final class TextTallies {

  private TextTallies() {}

  /** Returns the text, with a final line end. */
  public static String render(List<ServiceTally> tallies) {
    TextTable table =
        new TextTable(
            "TENANT",
            ">DONE",
            ">DUPLICATE",
            ">REFUSED",
            ">FAILURES",
            ">WAITING",
            ">RECORDS",
            ">ROWS",
            ">REJECTS",
            ">BYTES");
    for (ServiceTally tally : tallies) {
      table.row(
          tally.tenant(),
          Sizes.count(tally.done()),
          Sizes.count(tally.duplicates()),
          Sizes.count(tally.refused()),
          Sizes.count(tally.failures()),
          Sizes.count(tally.waiting()),
          Sizes.count(tally.counts().recordsRead()),
          Sizes.count(tally.counts().rowsWritten()),
          Sizes.count(tally.counts().rejects()),
          Sizes.bytes(tally.counts().bytes()));
    }
    StringBuilder text = new StringBuilder(table.render());
    for (ServiceTally tally : tallies) {
      if (tally.trouble() != null) {
        text.append(tally.tenant()).append(": ").append(tally.trouble()).append('\n');
      }
    }
    return text.toString();
  }
}
