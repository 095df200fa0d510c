package io.mysimbdp.engine.report;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.TenantOutcome;
import java.util.Locale;

/** Renders a {@link Summary} for people. */
public final class TextSummary {

  /** Beyond this many, the files of a tenant that need attention are counted, not listed. */
  private static final int LISTED_FILES = 20;

  private TextSummary() {}

  /** Returns the text, with a final line end. */
  public static String render(Summary summary) {
    StringBuilder text = new StringBuilder();
    TextTable table =
        new TextTable("TENANT", "STATE", ">FILES", ">RECORDS", ">ROWS", ">REJECTS", ">BYTES");
    for (TenantOutcome tenant : summary.tenants()) {
      row(table, tenant.tenant(), State.of(tenant), Summary.files(tenant), tenant.counts());
    }
    row(table, "total", summary.state(), summary.files(), summary.counts());
    text.append(table.render());
    for (TenantOutcome tenant : summary.tenants()) {
      appendAttention(text, tenant);
    }
    summary.problems().forEach(problem -> text.append("problem: ").append(problem).append('\n'));
    summary.warnings().forEach(warning -> text.append("note: ").append(warning).append('\n'));
    if (!summary.verified().isEmpty()) {
      text.append(TextVerification.render(summary.verified()));
    }
    text.append(conclusion(summary)).append('\n');
    return text.toString();
  }

  private static void row(TextTable table, String name, State state, long files, Counts counts) {
    table.row(
        name,
        state.label(),
        Sizes.count(files),
        Sizes.count(counts.recordsRead()),
        Sizes.count(counts.rowsWritten()),
        Sizes.count(counts.rejects()),
        Sizes.bytes(counts.bytes()));
  }

  private static void appendAttention(StringBuilder text, TenantOutcome tenant) {
    if (tenant.failure() != null) {
      text.append(tenant.tenant()).append(": failed: ").append(tenant.failure()).append('\n');
    }
    int listed = 0;
    long unlisted = 0;
    for (FileOutcome file : tenant.files()) {
      String remark = remark(file);
      if (remark.isEmpty()) {
        continue;
      }
      if (listed++ < LISTED_FILES) {
        text.append(tenant.tenant())
            .append('/')
            .append(file.name())
            .append(": ")
            .append(remark)
            .append('\n');
      } else {
        unlisted++;
      }
    }
    if (unlisted > 0) {
      text.append(tenant.tenant())
          .append(": … and ")
          .append(unlisted)
          .append(unlisted == 1 ? " more file\n" : " more files\n");
    }
  }

  private static String remark(FileOutcome file) {
    String state = file.state().name().toLowerCase(Locale.ROOT);
    if (file.reason() != null) {
      return state + ": " + file.reason();
    }
    return file.counts().rejects() == 0
        ? ""
        : state + ", " + Sizes.counted(file.counts().rejects(), "reject") + ", see folder rejects";
  }

  private static String conclusion(Summary summary) {
    if (summary.state() == State.NOTHING_TO_DO) {
      return "Nothing new to do.";
    }
    double seconds = Math.max(summary.seconds(), 0.001);
    return String.format(
        Locale.ROOT,
        "%s in %.1f s, %s rows/s, %s/s.",
        Sizes.counted(summary.counts().rowsWritten(), "row"),
        seconds,
        Sizes.count(Math.round(summary.counts().rowsWritten() / seconds)),
        Sizes.bytes(Math.round(summary.counts().bytes() / seconds)));
  }
}
