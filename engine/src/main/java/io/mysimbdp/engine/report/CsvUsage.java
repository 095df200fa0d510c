package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.TenantUsage;
import java.util.List;

/** Renders what tenants have used, for spreadsheets: a line for each, with the keys of the JSON. */
public final class CsvUsage {

  private static final List<String> COLUMNS =
      List.of(
          "tenant",
          "plan",
          "runs",
          "runs_charged",
          "files_offered",
          "bytes_offered",
          "files",
          "bytes",
          "records_read",
          "rows_written",
          "rejects",
          "cpu_seconds",
          "cpu_seconds_charged",
          "wall_seconds",
          "stored_bytes");

  private CsvUsage() {}

  /** Returns the table, with a final line end. */
  public static String render(List<TenantUsage> all) {
    Csv csv = new Csv(COLUMNS);
    all.forEach(each -> csv.row(JsonUsage.of(each)));
    return csv.render();
  }
}
