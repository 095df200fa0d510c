package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Cause;
import io.mysimbdp.engine.statistics.Change;
import io.mysimbdp.engine.statistics.Durations;
import io.mysimbdp.engine.statistics.Figures;
import io.mysimbdp.engine.statistics.Hour;
import io.mysimbdp.engine.statistics.RejectReason;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.TenantStatistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders {@link Statistics} for people. */
public final class TextStatistics {

  private static final int BUSIEST = 3;

  private TextStatistics() {}

  /** Returns the text, with a final line end. */
  public static String render(Statistics statistics) {
    StringBuilder text = new StringBuilder(StatisticsSentence.of(statistics)).append('\n');
    if (statistics.isEmpty()) {
      return text.toString();
    }
    Figures platform = statistics.platform();
    text.append('\n').append(volumes(statistics));
    text.append('\n').append(times(statistics));
    List<Hour> busiest = platform.busiestHours(BUSIEST);
    if (!busiest.isEmpty()) {
      text.append(
          busiest.stream()
              .map(TextStatistics::hour)
              .collect(Collectors.joining(", ", "\nBusiest hours (UTC): ", "\n")));
    }
    if (!platform.rejectReasons().isEmpty()) {
      text.append('\n').append(reasons(platform));
    }
    if (!platform.causes().isEmpty()) {
      text.append('\n').append(causes(platform));
    }
    if (!platform.slowest().isEmpty()) {
      text.append('\n').append(slowest(platform));
    }
    if (!platform.troubles().isEmpty()) {
      text.append('\n').append(troubles(platform));
    }
    return text.toString();
  }

  private static String volumes(Statistics statistics) {
    TextTable table =
        new TextTable(
            "TENANT",
            ">DONE",
            ">DUPLICATE",
            ">REFUSED",
            ">FAILED",
            ">RUNS",
            ">RECORDS",
            ">ROWS",
            ">CHANGE",
            ">REJECTS",
            ">BYTES",
            ">OF BYTES",
            ">OF ROWS");
    for (TenantStatistics each : statistics.tenants()) {
      volume(
          table,
          name(each),
          each.figures().totals(),
          each.before(),
          Sizes.percent(each.shareOfBytes()),
          Sizes.percent(each.shareOfRows()));
    }
    volume(table, "total", statistics.platform().totals(), statistics.before(), "", "");
    return table.render();
  }

  private static void volume(
      TextTable table, String name, Totals now, Totals before, String ofBytes, String ofRows) {
    Volume ingested = now.ingested();
    table.row(
        name,
        Sizes.count(ingested.files()),
        Sizes.count(now.files(End.DUPLICATE).files()),
        Sizes.count(now.files(End.REFUSED).files()),
        Sizes.count(now.files(End.FAILED).files()),
        Sizes.count(now.allRuns()),
        Sizes.count(ingested.records()),
        Sizes.count(ingested.rows()),
        Sizes.change(Change.of(before.ingested().rows(), ingested.rows())),
        Sizes.count(ingested.rejects()),
        Sizes.bytes(ingested.bytes()),
        ofBytes,
        ofRows);
  }

  static String name(TenantStatistics tenant) {
    return tenant.isRegistered() ? tenant.tenant() : tenant.tenant() + " (not registered)";
  }

  private static String times(Statistics statistics) {
    TextTable table =
        new TextTable(
            "TENANT",
            ">FILE P50",
            ">P95",
            ">P99",
            ">MAX",
            ">RUN P50",
            ">P95",
            ">P99",
            ">MAX",
            ">ROWS/S",
            ">BEST",
            ">BYTES/S",
            ">BEST");
    for (TenantStatistics each : statistics.tenants()) {
      time(table, name(each), each.figures().totals());
    }
    time(table, "total", statistics.platform().totals());
    return table.render();
  }

  private static void time(TextTable table, String name, Totals totals) {
    Durations files = totals.fileDurations();
    Durations runs = totals.runDurations();
    Speed rows = totals.rowsPerSecond();
    Speed bytes = totals.bytesPerSecond();
    table.row(
        name,
        files.count() == 0 ? "" : Sizes.duration(files.p50()),
        files.count() == 0 ? "" : Sizes.duration(files.p95()),
        files.count() == 0 ? "" : Sizes.duration(files.p99()),
        files.count() == 0 ? "" : Sizes.duration(files.max()),
        runs.count() == 0 ? "" : Sizes.duration(runs.p50()),
        runs.count() == 0 ? "" : Sizes.duration(runs.p95()),
        runs.count() == 0 ? "" : Sizes.duration(runs.p99()),
        runs.count() == 0 ? "" : Sizes.duration(runs.max()),
        rows == null ? "" : Sizes.count(Math.round(rows.mean())),
        rows == null ? "" : Sizes.count(Math.round(rows.best())),
        bytes == null ? "" : Sizes.bytes(Math.round(bytes.mean())),
        bytes == null ? "" : Sizes.bytes(Math.round(bytes.best())));
  }

  private static String hour(Hour hour) {
    return String.format(
        Locale.ROOT, "%02d:00 %s", hour.hour(), Sizes.bytes(hour.ingested().bytes()));
  }

  private static String reasons(Figures figures) {
    TextTable table = new TextTable(">REJECTS", "REASON");
    for (RejectReason each : figures.rejectReasons()) {
      table.row(Sizes.count(each.count()), each.reason());
    }
    return table.render();
  }

  private static String causes(Figures figures) {
    TextTable table = new TextTable(">FILES", "HOW", "CAUSE");
    for (Cause each : figures.causes()) {
      table.row(Sizes.count(each.files()), label(each.end()), each.cause());
    }
    return table.render();
  }

  private static String slowest(Figures figures) {
    TextTable table =
        new TextTable(">SLOWEST", "TENANT", "FILE", ">ROWS", ">BYTES", "ENDED", "RUN");
    for (EndedFile each : figures.slowest()) {
      table.row(
          Sizes.duration(each.duration()),
          each.tenant(),
          each.name(),
          Sizes.count(each.counts().rowsWritten()),
          Sizes.bytes(each.sizeBytes()),
          each.endedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          orNothing(each.runId()));
    }
    return table.render();
  }

  private static String troubles(Figures figures) {
    TextTable table = new TextTable("LATEST TROUBLE", "TENANT", "FILE", "HOW", "REASON");
    for (EndedFile each : figures.troubles()) {
      table.row(
          each.endedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          each.tenant(),
          each.name(),
          label(each.end()),
          orNothing(each.reason()));
    }
    return table.render();
  }

  static String label(End end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
