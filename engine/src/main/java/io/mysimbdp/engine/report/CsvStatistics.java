package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Durations;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.TenantStatistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders the totals of {@link Statistics} as CSV, for spreadsheets: a row for each tenant, and
 * last one for all of them, of scope {@code platform}. Columns are stable; further ones come last.
 */
public final class CsvStatistics {

  private static final List<String> HEADINGS =
      List.of(
          "scope",
          "tenant",
          "from",
          "until",
          "files_done",
          "files_duplicate",
          "files_refused",
          "files_failed",
          "runs_done",
          "runs_refused",
          "runs_failed",
          "records_read",
          "rows_written",
          "rejects",
          "skipped",
          "size_bytes",
          "share_of_bytes",
          "share_of_rows",
          "file_seconds_p50",
          "file_seconds_p95",
          "file_seconds_p99",
          "file_seconds_max",
          "run_seconds_p50",
          "run_seconds_p95",
          "run_seconds_p99",
          "run_seconds_max",
          "rows_per_second_mean",
          "rows_per_second_best",
          "bytes_per_second_mean",
          "bytes_per_second_best",
          "files_done_before",
          "rows_written_before",
          "size_bytes_before");

  private CsvStatistics() {}

  /** Returns the table with its headings. */
  public static String render(Statistics statistics) {
    Csv csv = new Csv(HEADINGS);
    for (TenantStatistics each : statistics.tenants()) {
      csv.row(
          row(
              "tenant",
              each.tenant(),
              statistics,
              each.figures().totals(),
              each.before(),
              each.shareOfBytes(),
              each.shareOfRows()));
    }
    Totals all = statistics.platform().totals();
    csv.row(
        row(
            "platform",
            "",
            statistics,
            all,
            statistics.before(),
            all.ingested().bytes() == 0 ? 0 : 1,
            all.ingested().rows() == 0 ? 0 : 1));
    return csv.render();
  }

  private static List<String> row(
      String scope,
      String tenant,
      Statistics statistics,
      Totals now,
      Totals before,
      double ofBytes,
      double ofRows) {
    Volume ingested = now.ingested();
    List<String> row = new ArrayList<>();
    row.add(scope);
    row.add(tenant);
    row.add(statistics.period().from().toString());
    row.add(statistics.period().until().toString());
    for (End end : End.values()) {
      row.add(String.valueOf(now.files(end).files()));
    }
    for (End end : new End[] {End.DONE, End.REFUSED, End.FAILED}) {
      row.add(String.valueOf(now.runs(end)));
    }
    row.add(String.valueOf(ingested.records()));
    row.add(String.valueOf(ingested.rows()));
    row.add(String.valueOf(ingested.rejects()));
    row.add(String.valueOf(ingested.skipped()));
    row.add(String.valueOf(ingested.bytes()));
    row.add(plain(ofBytes, 6));
    row.add(plain(ofRows, 6));
    durations(row, now.fileDurations());
    durations(row, now.runDurations());
    speed(row, now.rowsPerSecond());
    speed(row, now.bytesPerSecond());
    row.add(String.valueOf(before.ingested().files()));
    row.add(String.valueOf(before.ingested().rows()));
    row.add(String.valueOf(before.ingested().bytes()));
    return row;
  }

  private static void durations(List<String> row, Durations durations) {
    boolean isNothing = durations.count() == 0;
    row.add(isNothing ? "" : plain(JsonStatistics.seconds(durations.p50()), 3));
    row.add(isNothing ? "" : plain(JsonStatistics.seconds(durations.p95()), 3));
    row.add(isNothing ? "" : plain(JsonStatistics.seconds(durations.p99()), 3));
    row.add(isNothing ? "" : plain(JsonStatistics.seconds(durations.max()), 3));
  }

  private static void speed(List<String> row, @Nullable Speed speed) {
    row.add(speed == null ? "" : plain(speed.mean(), 3));
    row.add(speed == null ? "" : plain(speed.best(), 3));
  }

  /** Without an exponent, which not every spreadsheet reads. */
  private static String plain(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
