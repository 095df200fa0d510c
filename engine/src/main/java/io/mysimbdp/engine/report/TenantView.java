package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Change;
import io.mysimbdp.engine.statistics.Durations;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.TenantStatistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tables of tenants on a page.
 *
 * @param isTotal whether it is the one of all tenants
 */
record TenantView(
    String name,
    boolean isTotal,
    String done,
    String duplicate,
    String refused,
    String failed,
    String runs,
    String records,
    String rows,
    String change,
    String rejects,
    String bytes,
    String shareOfBytes,
    String shareOfRows,
    Times files,
    Times batches,
    String rowsMean,
    String rowsBest,
    String bytesMean,
    String bytesBest) {

  /** Percentiles as people read them. */
  record Times(String p50, String p95, String p99, String max) {

    private static Times of(Durations durations) {
      return durations.count() == 0
          ? new Times("", "", "", "")
          : new Times(
              Sizes.duration(durations.p50()),
              Sizes.duration(durations.p95()),
              Sizes.duration(durations.p99()),
              Sizes.duration(durations.max()));
    }
  }

  static TenantView of(TenantStatistics tenant) {
    return of(
        TextStatistics.name(tenant),
        false,
        tenant.figures().totals(),
        tenant.before(),
        Sizes.percent(tenant.shareOfBytes()),
        Sizes.percent(tenant.shareOfRows()));
  }

  static TenantView ofAll(Statistics statistics) {
    return of("all tenants", true, statistics.platform().totals(), statistics.before(), "", "");
  }

  private static TenantView of(
      String name, boolean isTotal, Totals now, Totals before, String ofBytes, String ofRows) {
    Volume ingested = now.ingested();
    return new TenantView(
        name,
        isTotal,
        Sizes.count(ingested.files()),
        Sizes.count(now.files(End.DUPLICATE).files()),
        Sizes.count(now.files(End.REFUSED).files()),
        Sizes.count(now.files(End.FAILED).files()),
        Sizes.count(now.allRuns()),
        Sizes.count(ingested.records()),
        Sizes.count(ingested.rows()),
        StatisticsView.change(Change.of(before.ingested().rows(), ingested.rows())),
        Sizes.count(ingested.rejects()),
        Sizes.bytes(ingested.bytes()),
        ofBytes,
        ofRows,
        Times.of(now.fileDurations()),
        Times.of(now.runDurations()),
        count(now.rowsPerSecond(), true),
        count(now.rowsPerSecond(), false),
        bytes(now.bytesPerSecond(), true),
        bytes(now.bytesPerSecond(), false));
  }

  private static String count(@Nullable Speed speed, boolean isMean) {
    return speed == null ? "" : Sizes.count(Math.round(isMean ? speed.mean() : speed.best()));
  }

  private static String bytes(@Nullable Speed speed, boolean isMean) {
    return speed == null
        ? ""
        : Sizes.bytes(Math.round(isMean ? speed.mean() : speed.best())) + "/s";
  }
}
