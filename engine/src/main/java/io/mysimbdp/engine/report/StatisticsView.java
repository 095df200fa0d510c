package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Change;
import io.mysimbdp.engine.statistics.Figures;
import io.mysimbdp.engine.statistics.Hour;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page of statistics as words and numbers; what looks like it comes from the template.
 *
 * @param sentence what the period came to
 * @param from when the period began, UTC
 * @param until when it ended, UTC
 * @param step how long each step of the charts is
 * @param isEmpty whether nothing ended within it
 * @param tiles the figures that matter most
 * @param hours a cell for each hour of the day
 * @param tenants a row for each tenant, then one for all
 * @param platform the lists of all tenants
 * @param details the lists of each tenant that has any
 */
record StatisticsView(
    String sentence,
    String from,
    String until,
    String step,
    boolean isEmpty,
    List<Tile> tiles,
    List<Cell> hours,
    List<TenantView> tenants,
    ListsView platform,
    List<ListsView> details) {

  /** Beyond this many, tenants have their rows but no lists of their own: pages must open. */
  private static final int MOST_DETAILS = 50;

  private static final int LEVELS = 6;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A figure, what it is, what there is to add, and how it has changed. */
  record Tile(String label, String value, String detail, String change) {}

  /** An hour: how much was ingested, from level 0, nothing, to 6. */
  record Cell(String hour, int level, String title) {}

  static StatisticsView of(Statistics statistics) {
    List<TenantView> rows = new ArrayList<>();
    statistics.tenants().forEach(each -> rows.add(TenantView.of(each)));
    rows.add(TenantView.ofAll(statistics));
    boolean areSeveral = statistics.tenants().size() > 1;
    return new StatisticsView(
        StatisticsSentence.withoutPeriod(statistics),
        instant(statistics.period().from()),
        instant(statistics.period().until()),
        step(statistics.step()),
        statistics.isEmpty(),
        tiles(statistics),
        cells(statistics.platform()),
        rows,
        ListsView.of("all tenants", statistics.platform()),
        statistics.tenants().stream()
            .filter(each -> areSeveral && !each.figures().totals().isEmpty())
            .limit(MOST_DETAILS)
            .map(each -> ListsView.of(TextStatistics.name(each), each.figures()))
            .toList());
  }

  private static String step(Duration step) {
    return step.toHours() == 0
        ? step.toMinutes() + " min"
        : step.toHours() < 24 ? step.toHours() + " h" : step.toDays() + " d";
  }

  private static List<Tile> tiles(Statistics statistics) {
    Totals now = statistics.platform().totals();
    Totals before = statistics.before();
    Volume ingested = now.ingested();
    Speed rows = now.rowsPerSecond();
    Speed rowsBefore = before.rowsPerSecond();
    Speed bytes = now.bytesPerSecond();
    return List.of(
        new Tile(
            "Rows written",
            Sizes.count(ingested.rows()),
            "of " + Sizes.counted(ingested.records(), "record"),
            change(Change.of(before.ingested().rows(), ingested.rows()))),
        new Tile(
            "Ingested",
            Sizes.bytes(ingested.bytes()),
            Sizes.counted(ingested.files(), "file")
                + ", "
                + Sizes.counted(now.runs(End.DONE), "run"),
            change(Change.of(before.ingested().bytes(), ingested.bytes()))),
        new Tile(
            "Rows per second",
            rows == null ? "–" : Sizes.count(Math.round(rows.mean())),
            rows == null || bytes == null
                ? "no run tells"
                : "best "
                    + Sizes.count(Math.round(rows.best()))
                    + "; "
                    + Sizes.bytes(Math.round(bytes.mean()))
                    + "/s",
            change(
                new Change(
                    rowsBefore == null ? 0 : rowsBefore.mean(), rows == null ? 0 : rows.mean()))),
        new Tile(
            "Run, 95th percentile",
            now.runDurations().count() == 0 ? "–" : Sizes.duration(now.runDurations().p95()),
            "longest " + Sizes.duration(now.runDurations().max()),
            change(
                Change.of(
                    before.runDurations().p95().toMillis(), now.runDurations().p95().toMillis()))),
        new Tile(
            "Records rejected",
            Sizes.count(ingested.rejects()),
            ingested.records() == 0
                ? "no records"
                : Sizes.percent((double) ingested.rejects() / ingested.records())
                    + " of all records",
            change(Change.of(before.ingested().rejects(), ingested.rejects()))),
        new Tile(
            "Refused or failed",
            Sizes.count(troubles(now)),
            Sizes.count(now.files(End.REFUSED).files())
                + " refused, "
                + Sizes.count(now.files(End.FAILED).files())
                + " failed",
            change(Change.of(troubles(before), troubles(now)))));
  }

  private static long troubles(Totals totals) {
    return totals.files(End.REFUSED).files() + totals.files(End.FAILED).files();
  }

  static String change(Change change) {
    if (change.before() == change.now()) {
      return "as before";
    }
    return change.ratio().isEmpty()
        ? "none before"
        : (change.now() > change.before() ? "▲ " : "▼ ") + Sizes.change(change);
  }

  static String instant(Instant at) {
    return INSTANT.format(at);
  }

  private static List<Cell> cells(Figures figures) {
    long most = figures.hours().stream().mapToLong(hour -> hour.ingested().bytes()).max().orElse(0);
    List<Cell> cells = new ArrayList<>();
    for (Hour hour : figures.hours()) {
      Volume ingested = hour.ingested();
      int level =
          ingested.files() == 0 || most == 0
              ? 0
              : (int) Math.max(1, Math.ceil(LEVELS * (double) ingested.bytes() / most));
      cells.add(
          new Cell(
              String.format(Locale.ROOT, "%02d", hour.hour()),
              level,
              Sizes.bytes(ingested.bytes()) + ", " + Sizes.counted(ingested.files(), "file")));
    }
    return cells;
  }
}
