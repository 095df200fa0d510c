package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.statistics.Cause;
import io.mysimbdp.engine.statistics.Figures;
import io.mysimbdp.engine.statistics.RejectReason;
import io.mysimbdp.engine.statistics.Volume;
import java.util.List;

/**
 * The lists of a page, of all tenants or of one.
 *
 * @param name whose
 * @param volume what was ingested, in a few words
 */
record ListsView(
    String name,
    String volume,
    List<Counted> reasons,
    List<Counted> causes,
    List<FileView> slowest,
    List<FileView> troubles) {

  /** So many of something, and in which state if that is not clear. */
  record Counted(String count, String share, String state, String name) {}

  /** A file, as far as one of the lists tells. */
  record FileView(
      String tenant,
      String name,
      String state,
      String duration,
      String rows,
      String bytes,
      String ended,
      String run,
      String cause,
      String reason) {}

  static ListsView of(String name, Figures figures) {
    Volume ingested = figures.totals().ingested();
    return new ListsView(
        name,
        Sizes.counted(ingested.files(), "file")
            + ", "
            + Sizes.bytes(ingested.bytes())
            + ", "
            + Sizes.counted(ingested.rows(), "row"),
        figures.rejectReasons().stream().map(each -> counted(each, ingested.rejects())).toList(),
        figures.causes().stream().map(ListsView::counted).toList(),
        figures.slowest().stream().map(ListsView::file).toList(),
        figures.troubles().stream().map(ListsView::file).toList());
  }

  boolean hasReasons() {
    return !reasons.isEmpty();
  }

  boolean hasCauses() {
    return !causes.isEmpty();
  }

  boolean hasSlowest() {
    return !slowest.isEmpty();
  }

  boolean hasTroubles() {
    return !troubles.isEmpty();
  }

  private static Counted counted(RejectReason reason, long all) {
    return new Counted(
        Sizes.count(reason.count()),
        Sizes.percent((double) reason.count() / all),
        "",
        reason.reason());
  }

  private static Counted counted(Cause cause) {
    return new Counted(
        Sizes.count(cause.files()), "", TextStatistics.label(cause.end()), cause.cause());
  }

  private static FileView file(EndedFile file) {
    return new FileView(
        file.tenant(),
        file.name(),
        TextStatistics.label(file.end()),
        Sizes.duration(file.duration()),
        Sizes.count(file.counts().rowsWritten()),
        Sizes.bytes(file.sizeBytes()),
        StatisticsView.instant(file.endedAt()),
        TextStatistics.orNothing(file.runId()),
        TextStatistics.orNothing(file.cause()),
        TextStatistics.orNothing(file.reason()));
  }
}
